using System.Globalization;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Dashboard;

/// <summary>I13: a dashboard's numbers come from sums that are kept, never from scans of all there is.</summary>
internal static class ReadDashboard
{
    private const int MonthsShown = 24;

    private static readonly Measure[] Present = [Measure.Customers, Measure.OpenComplaints, Measure.OpenTasks, Measure.OpenOpportunities];

    private static readonly Measure[] OfDays =
    [
        Measure.NewCustomers, Measure.VisitsHeld, Measure.VisitsPlanned, Measure.VisitsMissed, Measure.Calls, Measure.CallsReached,
        Measure.ComplaintsOpened, Measure.ComplaintsClosed, Measure.TasksDone, Measure.OpportunitiesWon, Measure.ContractsSigned,
    ];

    public static async Task<Ok<DashboardView>> HandleAsync(
        InsightsDb db, CallerAccessor rights, AnswerCache cache, OrganisationCalendar calendar, IOptions<InsightsOptions> options, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var reach = new CountsInReach(rights);
        return TypedResults.Ok(await cache.GetAsync(rights.Caller, $"dashboard:{reach.Whose}", () => ReadAsync(db, reach, calendar, options.Value.BaseCurrency, time.GetUtcNow(), cancellationToken)));
    }

    private static async Task<DashboardView> ReadAsync(
        InsightsDb db, CountsInReach reach, OrganisationCalendar calendar, string currency, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = calendar.DayOf(now);
        var counts = await CountsAsync(db, reach, today, cancellationToken);
        if (!db.ReachesAll) await CountComplaintsAsync(db, counts, today, calendar, cancellationToken);
        var sales = await SalesAsync(db, today, currency, cancellationToken);
        return new DashboardView(now, today, calendar.Zone, currency,
            new(counts.Now(Measure.Customers).Count, counts.Today(Measure.NewCustomers).Count, counts.Week(Measure.NewCustomers).Count),
            new(counts.Today(Measure.VisitsHeld).Count, counts.Week(Measure.VisitsHeld).Count, counts.Week(Measure.VisitsPlanned).Count,
                counts.Week(Measure.VisitsMissed).Count, counts.Week(Measure.VisitsHeld).Amount),
            new(counts.Today(Measure.Calls).Count, counts.Week(Measure.Calls).Count, counts.Week(Measure.CallsReached).Count),
            new(counts.Now(Measure.OpenComplaints).Count, counts.Today(Measure.ComplaintsOpened).Count, counts.Week(Measure.ComplaintsOpened).Count,
                counts.Week(Measure.ComplaintsClosed).Count),
            new(counts.Now(Measure.OpenTasks).Count, counts.Today(Measure.TasksDone).Count, counts.Week(Measure.TasksDone).Count),
            new(counts.Now(Measure.OpenOpportunities).Count, Money.ToMajor(counts.Now(Measure.OpenOpportunities).Amount, currency),
                counts.Week(Measure.OpportunitiesWon).Count, Money.ToMajor(counts.Week(Measure.OpportunitiesWon).Amount, currency),
                counts.Week(Measure.ContractsSigned).Count),
            sales);
    }

    private static async Task<Counts> CountsAsync(InsightsDb db, CountsInReach reach, DateOnly today, CancellationToken cancellationToken)
    {
        var monday = OrganisationCalendar.WeekOf(today).DayNumber;
        var rows = await reach.Of(db.Tallies.AsNoTracking())
            .Where(t => (t.Grain == Grain.All && t.Period == 0 && Present.Contains(t.Measure))
                || (t.Grain == Grain.Day && OfDays.Contains(t.Measure) && t.Period >= monday && t.Period <= monday + 6))
            .GroupBy(t => new { t.Grain, t.Measure, t.Period })
            .Select(same => new { same.Key.Grain, same.Key.Measure, same.Key.Period, Count = same.Sum(t => t.Count), Amount = same.Sum(t => t.Amount) })
            .ToListAsync(cancellationToken);
        var counts = new Counts();
        foreach (var row in rows)
        {
            if (db.ReachesAll || !Behind.IsSeenBeyondItsTeam(row.Measure)) counts.Add(row.Grain, row.Measure, row.Period == today.DayNumber, new TallyValue(row.Count, row.Amount));
        }
        return counts;
    }

    /// <summary>X1: the complaints of the caller's customers count for it whoever handles them; one team's of one week are few.</summary>
    private static async Task CountComplaintsAsync(InsightsDb db, Counts counts, DateOnly today, OrganisationCalendar calendar, CancellationToken cancellationToken)
    {
        var monday = OrganisationCalendar.WeekOf(today);
        var week = new AskedDays(new Days(monday, monday.AddDays(6)), calendar, true);
        foreach (var measure in Present.Concat(OfDays).Where(Behind.IsSeenBeyondItsTeam))
        {
            var things = ListBehind.Things(db, measure, week, null, null);
            if (Behind.IsPresent(measure))
            {
                counts.Add(Grain.All, measure, false, new TallyValue(await things.LongCountAsync(cancellationToken), 0));
                continue;
            }
            foreach (var at in await things.Select(t => t.At).ToListAsync(cancellationToken)) counts.Add(Grain.Day, measure, calendar.DayOf(at) == today, new TallyValue(1, 0));
        }
    }

    private static async Task<SalesNow> SalesAsync(InsightsDb db, DateOnly today, string currency, CancellationToken cancellationToken)
    {
        var day = today.DayNumber;
        var sums = await db.Sales.AsNoTracking()
            .Where(s => (s.Grain == Grain.All && s.Period == 0) || (s.Grain == Grain.Day && s.Period == day))
            .GroupBy(s => s.Grain)
            .Select(same => new
            {
                Grain = same.Key, Customers = same.Sum(s => s.Customers), Buyers = same.Sum(s => s.Buyers), Orders = same.Sum(s => s.Orders),
                Lines = same.Sum(s => s.Lines), Sales = same.Sum(s => s.Sales), Refunds = same.Sum(s => s.Refunds),
            }).ToDictionaryAsync(s => s.Grain, cancellationToken);
        var months = await db.Sales.AsNoTracking().Where(s => s.Grain == Grain.Month).GroupBy(s => s.Period).OrderByDescending(same => same.Key).Take(MonthsShown)
            .Select(same => new { Period = same.Key, Orders = same.Sum(s => s.Orders), Lines = same.Sum(s => s.Lines), Sales = same.Sum(s => s.Sales), Refunds = same.Sum(s => s.Refunds) })
            .ToListAsync(cancellationToken);
        var (all, now) = (sums.GetValueOrDefault(Grain.All), sums.GetValueOrDefault(Grain.Day));
        SalesOfPeriod Of(string period, long orders, long lines, long sales, long refunds) => new(
            period, orders, lines, Money.ToMajor(sales, currency), Money.ToMajor(refunds, currency), Money.ToMajor(sales - refunds, currency));
        return new SalesNow(all?.Customers ?? 0, all?.Buyers ?? 0, all?.Orders ?? 0, all?.Lines ?? 0, Money.ToMajor(all?.Sales ?? 0, currency),
            Money.ToMajor(all?.Refunds ?? 0, currency), Money.ToMajor((all?.Sales ?? 0) - (all?.Refunds ?? 0), currency),
            Of(today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), now?.Orders ?? 0, now?.Lines ?? 0, now?.Sales ?? 0, now?.Refunds ?? 0),
            [.. months.OrderBy(m => m.Period).Select(m => Of($"{m.Period / 100:0000}-{m.Period % 100:00}", m.Orders, m.Lines, m.Sales, m.Refunds))]);
    }

    private sealed class Counts
    {
        private readonly Dictionary<Measure, TallyValue> now = [];
        private readonly Dictionary<Measure, TallyValue> today = [];
        private readonly Dictionary<Measure, TallyValue> week = [];

        public void Add(Grain grain, Measure measure, bool isToday, TallyValue value)
        {
            var into = grain == Grain.All ? now : week;
            into[measure] = into.GetValueOrDefault(measure) + value;
            if (grain == Grain.Day && isToday) today[measure] = today.GetValueOrDefault(measure) + value;
        }

        public TallyValue Now(Measure measure) => now.GetValueOrDefault(measure);

        public TallyValue Today(Measure measure) => today.GetValueOrDefault(measure);

        public TallyValue Week(Measure measure) => week.GetValueOrDefault(measure);
    }
}
