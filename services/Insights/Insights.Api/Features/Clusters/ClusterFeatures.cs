using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Clustering;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Clusters;

/// <summary>I10: what customers are compared by. Counts and sums are skewed, so their logarithms are taken: one large customer is no cluster.</summary>
internal static class ClusterFeatures
{
    public static IReadOnlyList<Feature> All { get; } =
    [
        new(new("days since the last purchase", "距上次购买天数", "距上次購買天數"), new("Long silent", "久未购买", "久未購買"), new("Bought lately", "近期购买", "近期購買"), IsLogarithm: true),
        new(new("purchases a year", "年购买次数", "年購買次數"), new("Frequent", "购买频繁", "購買頻繁"), new("Rare", "购买稀少", "購買稀少"), IsLogarithm: true),
        new(new("money per purchase", "单次金额", "單次金額"), new("Large orders", "单次金额大", "單次金額大"), new("Small orders", "单次金额小", "單次金額小"), IsLogarithm: true),
        new(new("years as a customer", "成为客户年数", "成為客戶年數"), new("Long-standing", "老客户", "老客戶"), new("New", "新客户", "新客戶")),
        new(new("contacts a year", "年联系次数", "年聯繫次數"), new("Close contact", "联系密切", "聯繫密切"), new("Little contact", "联系较少", "聯繫較少"), IsLogarithm: true),
        new(new("complaints a year", "年投诉次数", "年投訴次數"), new("Complaining", "投诉较多", "投訴較多"), new("No complaints", "投诉较少", "投訴較少"), IsLogarithm: true),
    ];

    /// <summary>Of everybody who ever bought by the day; figures per year are of the last one.</summary>
    public static async Task<List<FeatureRow>> ReadAsync(InsightsDb db, DateOnly asOf, string currency, CancellationToken cancellationToken)
    {
        var (until, since) = (asOf.DayNumber, asOf.AddYears(-1).DayNumber);
        var heads = await db.All<CustomerRow>().Where(c => c.SurvivorNo != null).ToDictionaryAsync(c => c.No, c => c.SurvivorNo!.Value, cancellationToken);
        var contacts = Counts(await db.All<ActivityRow>().Where(a => a.CustomerNo != null && a.Reached && a.Day > since && a.Day <= until).GroupBy(a => a.CustomerNo!.Value)
            .Select(same => new Counted(same.Key, same.Count())).ToListAsync(cancellationToken), heads);
        var complaints = Counts(await db.ComplaintsOfCustomers.Where(c => c.CustomerNo != null && c.Day > since && c.Day <= until).GroupBy(c => c.CustomerNo!.Value)
            .Select(same => new Counted(same.Key, same.Count())).ToListAsync(cancellationToken), heads);
        var rows = new List<FeatureRow>();
        await foreach (var (customer, days) in new LedgerScan(db).DaysAsync(asOf, cancellationToken))
        {
            var bought = days.Where(day => day.Net > 0).ToList();
            if (bought.Count == 0) continue;
            rows.Add(new FeatureRow(customer,
            [
                Math.Log(1 + until - bought[^1].Day), Math.Log(1 + bought.Count(day => day.Day > since)), Math.Log(1 + bought.Average(day => (double)Money.ToMajor(day.Net, currency))),
                (until - bought[0].Day) / 365.2425, Math.Log(1 + contacts.GetValueOrDefault(customer)), Math.Log(1 + complaints.GetValueOrDefault(customer)),
            ]));
        }
        return rows;
    }

    private static Dictionary<long, int> Counts(List<Counted> counted, Dictionary<long, long> heads) =>
        counted.GroupBy(c => heads.GetValueOrDefault(c.Customer, c.Customer)).ToDictionary(same => same.Key, same => same.Sum(c => c.Count));

    private sealed record Counted(long Customer, int Count);
}
