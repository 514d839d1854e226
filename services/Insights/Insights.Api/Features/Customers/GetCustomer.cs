using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Rfm;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Customers;

/// <summary>What the ledger says of a customer. Counts and sums as on the dashboard.</summary>
public sealed record CustomerPurchases(
    DateOnly? FirstPurchaseOn, DateOnly? LastPurchaseOn, long Orders, long Lines, decimal Sales, decimal Refunds, decimal Net, string Currency);

public sealed record CustomerRfm(int R, int F, int M, RfmSegment Segment, string SegmentName);

/// <param name="LastContactOn">The last visit held, call reached or other activity, if a person dealt with the customer.</param>
public sealed record CustomerContacts(DateOnly? LastContactOn, int OpenComplaints, int Complaints, int OpenOpportunities);

/// <param name="CustomerId">The survivor's, when the customer asked for was merged.</param>
/// <param name="Name">Empty when the customer was erased.</param>
/// <param name="Rfm">Null without an order.</param>
public sealed record CustomerInsightsView(
    Guid CustomerId, string Name, string Team, string? OwnerId, string Class, string? Zone, CustomerPurchases Purchases, CustomerRfm? Rfm, CustomerContacts Contacts);

/// <summary>All the numbers of one customer.</summary>
internal static class GetCustomer
{
    public static async Task<Results<Ok<CustomerInsightsView>, Missing>> HandleAsync(
        Guid id, InsightsDb db, HttpRequest request, IOptions<InsightsOptions> options, CancellationToken cancellationToken)
    {
        if (await db.FindCustomerAsync(id, cancellationToken) is not { } customer) return new Missing("customer", id);
        var ledger = await db.Ledgers.AsNoTracking().SingleOrDefaultAsync(l => l.CustomerNo == customer.No, cancellationToken);
        var contacts = await ContactsAsync(db, customer.No, cancellationToken);
        return TypedResults.Ok(new CustomerInsightsView(customer.Id, customer.Name, customer.Team, customer.OwnerId, customer.Class, customer.Zone,
            Purchases(ledger, options.Value.BaseCurrency), Rfm(ledger, request.Language()), contacts));
    }

    private static CustomerPurchases Purchases(LedgerRow? ledger, string currency) => new(
        Day(ledger?.FirstOrder), Day(ledger?.LastOrder), ledger?.Orders ?? 0, ledger?.Lines ?? 0, Money.ToMajor(ledger?.Sales ?? 0, currency),
        Money.ToMajor(ledger?.Refunds ?? 0, currency), Money.ToMajor(ledger?.Net ?? 0, currency), currency);

    private static CustomerRfm? Rfm(LedgerRow? ledger, Language language) =>
        ledger is { R: { } r, F: { } f, M: { } m, Segment: { } segment } ? new(r, f, m, segment, Terms.Name(segment, language)) : null;

    private static async Task<CustomerContacts> ContactsAsync(InsightsDb db, long customer, CancellationToken cancellationToken)
    {
        // Known before they are looked for: with "or" in it the query would read all customers.
        long?[] members = [.. (await db.FamiliesAsync([customer], cancellationToken)).Keys];
        // SQLite keeps no statistics here: not told the index it would go through the whole generation by its key.
        var activities = db.IsSqlite ? db.Activities.FromSqlRaw("SELECT * FROM \"Activities\" INDEXED BY \"IX_Activities_Gen_CustomerNo_Day\"") : db.Activities;
        var cases = db.IsSqlite ? db.Complaints.FromSqlRaw("SELECT * FROM \"Complaints\" INDEXED BY \"IX_Complaints_Gen_CustomerNo\"") : db.Complaints;
        var opportunities = db.IsSqlite ? db.Opportunities.FromSqlRaw("SELECT * FROM \"Opportunities\" INDEXED BY \"IX_Opportunities_Gen_CustomerNo\"") : db.Opportunities;
        var last = await activities.IgnoreQueryFilters().Where(a => a.Gen == db.Generation && EF.Parameter(members).Contains(a.CustomerNo) && a.Reached).MaxAsync(a => (int?)a.Day, cancellationToken);
        var complaints = await cases.IgnoreQueryFilters().Where(c => c.Gen == db.Generation && EF.Parameter(members).Contains(c.CustomerNo)
                && (c.MergedInto == null || !db.All<ComplaintRow>().Any(root => root.Id == c.MergedInto && root.CustomerNo != null)))
            .GroupBy(c => c.State == "closed").Select(same => new { Closed = same.Key, Count = same.Count() }).ToListAsync(cancellationToken);
        var deals = await opportunities.IgnoreQueryFilters().CountAsync(o => o.Gen == db.Generation && EF.Parameter(members).Contains(o.CustomerNo) && o.State == "open", cancellationToken);
        return new CustomerContacts(Day(last), complaints.Where(c => !c.Closed).Sum(c => c.Count), complaints.Sum(c => c.Count), deals);
    }

    private static DateOnly? Day(int? number) => number is { } day ? DateOnly.FromDayNumber(day) : null;
}
