using System.ComponentModel;

namespace CrmPlatform.Insights.Features.Dashboard;

/// <summary>Today's numbers, as far as the caller's right reaches. Days, weeks (from Monday) and months are the organisation's.</summary>
[ImmutableObject(true)]
public sealed record DashboardView(
    DateTimeOffset AsOf, DateOnly Today, string TimeZone, string Currency, CustomersNow Customers, VisitsNow Visits, CallsNow Calls,
    ComplaintsNow Complaints, TasksNow Tasks, OpportunitiesNow Opportunities, SalesNow Sales);

/// <param name="Total">Active customers.</param>
public sealed record CustomersNow(long Total, long NewToday, long NewThisWeek);

/// <param name="PlannedThisWeek">Still to be held.</param>
public sealed record VisitsNow(long HeldToday, long HeldThisWeek, long PlannedThisWeek, long MissedThisWeek, long MinutesThisWeek);

public sealed record CallsNow(long Today, long ThisWeek, long ReachedThisWeek);

public sealed record ComplaintsNow(long Open, long OpenedToday, long OpenedThisWeek, long ClosedThisWeek);

public sealed record TasksNow(long Open, long DoneToday, long DoneThisWeek);

/// <param name="Amount">Of the open ones.</param>
public sealed record OpportunitiesNow(long Open, decimal Amount, long WonThisWeek, decimal WonAmountThisWeek, long ContractsThisWeek);

/// <summary>
/// The sales ledger. A sale is a line with quantity and amount above zero; a line without an amount is neither sale nor refund;
/// every other is a refund.
/// </summary>
/// <param name="Customers">Customers with any line.</param>
/// <param name="Buyers">Customers with a sale.</param>
/// <param name="Orders">Orders with a sale.</param>
/// <param name="Net">Sales less refunds.</param>
/// <param name="Months">The last 24 months with any line, in time order.</param>
public sealed record SalesNow(
    long Customers, long Buyers, long Orders, long Lines, decimal Sales, decimal Refunds, decimal Net, SalesOfPeriod Today,
    IReadOnlyList<SalesOfPeriod> Months);

/// <param name="Period">A day as 2026-11-24 or a month as 2026-11.</param>
public sealed record SalesOfPeriod(string Period, long Orders, long Lines, decimal Sales, decimal Refunds, decimal Net);
