using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Lifetime;
using CrmPlatform.Insights.Domain.Rfm;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Clv;

/// <summary>What a value needs of one customer: its purchases until the day, whose it is, and what it gave besides money.</summary>
internal sealed record ValuedCustomer(long No, PurchaseHistory History, double MeanRepeatSpend)
{
    public string Class { get; init; } = "C";

    public string Team { get; init; } = "";

    public string OwnerId { get; init; } = "";

    public string Segment { get; init; } = "";

    public long? ReferredBy { get; init; }

    public KnowledgeGiven Knowledge { get; init; }
}

/// <summary>Everything a run of values rests on, read once.</summary>
internal sealed record ValueBasis(IReadOnlyList<ValuedCustomer> Customers, IReadOnlyDictionary<string, double> YearlyTrend, double Margin)
{
    public static async Task<ValueBasis> ReadAsync(InsightsDb db, DateOnly asOf, InsightsOptions options, CancellationToken cancellationToken)
    {
        // C16: what a merged customer brought and gave is its survivor's.
        var survivors = await db.All<CustomerRow>().Where(c => c.SurvivorNo != null).ToDictionaryAsync(c => c.No, c => c.SurvivorNo!.Value, cancellationToken);
        var profiles = await ProfilesAsync(db, survivors, cancellationToken);
        var segments = (await db.All<LedgerRow>().Where(l => l.Segment != null).Select(l => new { l.CustomerNo, l.Segment }).ToListAsync(cancellationToken))
            .ToDictionary(l => l.CustomerNo, l => EnumCode.Of(l.Segment!.Value));
        var (feedbacks, together) = await KnowledgeAsync(db, survivors, asOf, cancellationToken);
        var customers = new List<ValuedCustomer>();
        var years = new Dictionary<(string Class, int Year), (long Net, int Customers)>();
        await foreach (var (no, days) in new LedgerScan(db).DaysAsync(asOf, cancellationToken))
        {
            var profile = profiles.GetValueOrDefault(no);
            var abc = profile?.Class ?? "C";
            foreach (var year in days.GroupBy(day => DateOnly.FromDayNumber(day.Day).Year))
            {
                var sum = years.GetValueOrDefault((abc, year.Key));
                years[(abc, year.Key)] = (sum.Net + year.Sum(day => day.Net), sum.Customers + 1);
            }
            if (CustomerLedger.Of(days.Select(day => (DateOnly.FromDayNumber(day.Day), day.Net)), asOf) is not { } ledger) continue;
            customers.Add(new ValuedCustomer(no, ledger.History, ledger.MeanRepeatSpend)
            {
                Class = abc,
                Team = profile?.Team ?? "",
                OwnerId = profile?.OwnerId ?? "",
                Segment = segments.GetValueOrDefault(no, EnumCode.Of(RfmSegment.Others)),
                ReferredBy = profile?.ReferredBy,
                Knowledge = new KnowledgeGiven(feedbacks.GetValueOrDefault(no), together.GetValueOrDefault(no), 0),
            });
        }
        var references = customers.Where(c => c.ReferredBy is not null).GroupBy(c => c.ReferredBy!.Value).ToDictionary(same => same.Key, same => same.Count());
        for (var i = 0; i < customers.Count; i++)
            if (references.TryGetValue(customers[i].No, out var brought)) customers[i] = customers[i] with { Knowledge = customers[i].Knowledge with { References = brought } };
        return new ValueBasis(customers, TrendsOf(years, asOf), await MarginAsync(db, asOf, options, cancellationToken));
    }

    // Only full years: a year under way is always behind.
    private static Dictionary<string, double> TrendsOf(Dictionary<(string Class, int Year), (long Net, int Customers)> years, DateOnly asOf) =>
        years.Where(y => y.Key.Year < asOf.Year && y.Value.Customers > 0).GroupBy(y => y.Key.Class).ToDictionary(
            same => same.Key, same => ValuePartsOf.YearlyTrend([.. same.OrderBy(y => y.Key.Year).Select(y => (y.Key.Year, y.Value.Net / y.Value.Customers))]));

    private static async Task<double> MarginAsync(InsightsDb db, DateOnly asOf, InsightsOptions options, CancellationToken cancellationToken)
    {
        // Of what was sold by then: the sums of days are read, which are thousands and not millions.
        var until = asOf.DayNumber;
        var sum = await db.All<SalesRow>().Where(s => s.Grain == Grain.Day && s.Period <= until).GroupBy(_ => 1)
            .Select(all => new { Costed = all.Sum(s => s.Costed), Cost = all.Sum(s => s.Cost) }).SingleOrDefaultAsync(cancellationToken);
        return sum is { Costed: > 0 } ? Math.Clamp((double)(sum.Costed - sum.Cost) / sum.Costed, 0, 1) : options.Margin;
    }

    private static async Task<Dictionary<long, (string Class, string Team, string? OwnerId, long? ReferredBy)?>> ProfilesAsync(InsightsDb db, Dictionary<long, long> survivors, CancellationToken cancellationToken)
    {
        var profiles = new Dictionary<long, (string, string, string?, long?)?>();
        await foreach (var c in db.All<CustomerRow>().Select(c => new
        {
            c.No, c.Class, c.Team, c.OwnerId,
            ReferredBy = c.ReferredBy == null ? null : db.CustomerNumbers.Where(n => n.Id == c.ReferredBy).Select(n => (long?)n.No).FirstOrDefault(),
        }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var by = c.ReferredBy is { } no ? survivors.GetValueOrDefault(no, no) : (long?)null;
            profiles.Add(c.No, (c.Class, c.Team, c.OwnerId, by == c.No ? null : by));
        }
        return profiles;
    }

    /// <summary>Answers to surveys, and events held together (a workshop, a co-development) that the customer came to, by customer.</summary>
    private static async Task<(Dictionary<long, int> Feedbacks, Dictionary<long, int> Together)> KnowledgeAsync(
        InsightsDb db, Dictionary<long, long> survivors, DateOnly asOf, CancellationToken cancellationToken)
    {
        var until = asOf.DayNumber;
        // A survey with several questions is told of once for each and answered once.
        var feedbacks = db.All<AnswerRow>().Where(a => a.CustomerNo != null && a.Day <= until).Select(a => new { No = a.CustomerNo!.Value, a.SurveyId, a.At }).Distinct().Select(said => said.No);
        var together = db.All<ActivityRow>().Where(a => a.CustomerNo != null && a.Kind == "event" && a.Reached && a.Day <= until).Select(a => a.CustomerNo!.Value);
        return (await CountsAsync(feedbacks, survivors, cancellationToken), await CountsAsync(together, survivors, cancellationToken));
    }

    private static async Task<Dictionary<long, int>> CountsAsync(IQueryable<long> customers, Dictionary<long, long> survivors, CancellationToken cancellationToken) =>
        (await customers.GroupBy(no => no).Select(same => new { same.Key, Count = same.Count() }).ToListAsync(cancellationToken))
            .GroupBy(same => survivors.GetValueOrDefault(same.Key, same.Key)).ToDictionary(same => same.Key, same => same.Sum(member => member.Count));
}
