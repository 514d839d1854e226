using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain.Churn;
using CrmPlatform.Insights.Domain.Rfm;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Churn;

/// <summary>What is known of one customer on the day.</summary>
/// <param name="Live">Whether anything but imported history is known.</param>
internal sealed record CustomerEvidence(ChurnEvidence Churn, long Value, long RecentSales, long EarlierSales, bool Live);

/// <summary>
/// Reads the evidence range by range of customers, so that a million of them need no more memory than ten thousand. Members of mergers
/// come in one more range at the end.
/// </summary>
internal sealed class Evidence
{
    private const int RangeSize = 10_000;
    private const int RfmFallDays = 90;
    private const int ValueRunDays = 31;

    private readonly DateOnly asOf;
    private readonly AnalysisRun? values;
    private readonly Dictionary<long, long> survivors;
    private readonly HashSet<long> heads;
    private readonly RfmThresholds now;
    private readonly RfmThresholds before;
    private readonly long last;

    private Evidence(DateOnly asOf, AnalysisRun? values, Dictionary<long, long> survivors, RfmThresholds now, RfmThresholds before, long last)
    {
        (this.asOf, this.values, this.survivors, this.now, this.before, this.last) = (asOf, values, survivors, now, before, last);
        heads = [.. survivors.Values];
    }

    public int Ranges => (int)(last / RangeSize) + 2;

    public Guid? ValueRun => values?.Id;

    /// <summary>First pass: the values of the day, and how customers compared then and three months before.</summary>
    public static async Task<Evidence> BeginAsync(InsightsDb db, DateOnly asOf, CancellationToken cancellationToken)
    {
        var oldest = asOf.AddDays(-ValueRunDays);
        var values = await db.ValueRuns(r => r.AsOf <= asOf && r.AsOf >= oldest).ThenByDescending(r => r.AsOf).ThenByDescending(r => r.Key).FirstOrDefaultAsync(cancellationToken);
        var survivors = await db.All<CustomerRow>().Where(c => c.SurvivorNo != null).ToDictionaryAsync(c => c.No, c => c.SurvivorNo!.Value, cancellationToken);
        var (current, earlier) = (new List<(int, long, long)>(), new List<(int, long, long)>());
        await foreach (var (_, days) in new LedgerScan(db).DaysAsync(asOf, cancellationToken))
        {
            if (Rfm(days, asOf.DayNumber) is { } figures) current.Add(figures);
            if (Rfm(days, asOf.DayNumber - RfmFallDays) is { } then) earlier.Add(then);
        }
        var last = await db.CustomerNumbers.MaxAsync(n => (long?)n.No, cancellationToken) ?? 0;
        return new Evidence(asOf, values, survivors, Thresholds(current), Thresholds(earlier), last);
    }

    /// <summary>The evidence on every customer of a range of whom there is any.</summary>
    public async Task<List<CustomerEvidence>> ReadAsync(InsightsDb db, int range, CancellationToken cancellationToken)
    {
        var (from, to) = ((long)range * RangeSize, (long)(range + 1) * RangeSize);
        long[]? family = range == Ranges - 1 ? [.. survivors.Keys.Concat(heads).Distinct()] : null;
        if (family is []) return [];
        var facts = await EvidenceFacts.ReadAsync(db, from, to, family, asOf.DayNumber, values?.Key, cancellationToken);
        return [.. facts.Where(fact => family is not null || !(survivors.ContainsKey(fact.Key) || heads.Contains(fact.Key)))
            .GroupBy(fact => survivors.GetValueOrDefault(fact.Key, fact.Key), fact => fact.Value).OrderBy(same => same.Key)
            .Select(same => Of(same.Key, EvidenceFacts.Together(same)))];
    }

    private CustomerEvidence Of(long customer, EvidenceFacts facts)
    {
        var year = asOf.AddYears(-1).DayNumber;
        var before2 = asOf.AddYears(-2).DayNumber;
        var bought = LedgerScan.Sum(facts.Ledger);
        var churn = new ChurnEvidence
        {
            Customer = customer,
            AsOf = asOf,
            ProbabilityAlive = facts.Value?.Alive,
            ValueIfAlive = facts.Value?.IfAlive ?? 0,
            Purchases = [.. bought.Where(day => day.Net > 0).Select(day => DateOnly.FromDayNumber(day.Day))],
            Activities = [.. facts.Contacts.Select(DateOnly.FromDayNumber)],
            Complaints = [.. facts.Complaints.Select(DateOnly.FromDayNumber)],
            OpenComplaints = facts.OpenComplaints,
            RfmNow = Score(bought, asOf.DayNumber, now),
            RfmBefore = Score(bought, asOf.DayNumber - RfmFallDays, before),
            Satisfaction = facts.Answers,
        };
        return new CustomerEvidence(churn, facts.Value?.Total ?? 0, bought.Where(day => day.Day > year).Sum(day => day.Net),
            bought.Where(day => day.Day > before2 && day.Day <= year).Sum(day => day.Net), facts.Live);
    }

    private static RfmScore? Score(IReadOnlyList<LedgerDay> days, int until, RfmThresholds thresholds) =>
        Rfm(days, until) is { } figures ? thresholds.Score(figures.LastDay, figures.Orders, figures.Net) : null;

    private static (int LastDay, long Orders, long Net)? Rfm(IReadOnlyList<LedgerDay> days, int until)
    {
        var (lastDay, orders, net) = (0, 0L, 0L);
        foreach (var day in days)
        {
            if (day.Day > until) break;
            net += day.Net;
            orders += day.Orders;
            if (day.Orders > 0) lastDay = day.Day;
        }
        return orders == 0 ? null : (lastDay, orders, net);
    }

    private static RfmThresholds Thresholds(List<(int LastDay, long Orders, long Net)> customers)
    {
        var newest = customers.Count == 0 ? 0 : customers.Max(c => c.LastDay);
        var scores = RfmScores.Quintiles(customers.ConvertAll(c => new RfmInput(newest - c.LastDay, (int)c.Orders, c.Net)).ToArray());
        return RfmThresholds.Of(customers, scores);
    }
}
