using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Kpi;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Kpi;

/// <summary>What people and teams reached in a period, from the sums of months. Money in minor units.</summary>
internal static class KpiFigures
{
    private static readonly Dictionary<Measure, (KpiMeasure Kpi, bool Amount)> FromTallies = new()
    {
        [Measure.ContractsSigned] = (KpiMeasure.ContractAmount, true),
        [Measure.OpportunitiesWon] = (KpiMeasure.OpportunitiesWon, false),
        [Measure.NewCustomers] = (KpiMeasure.NewCustomers, false),
        [Measure.VisitsHeld] = (KpiMeasure.VisitsHeld, false),
        [Measure.CallsReached] = (KpiMeasure.CallsReached, false),
        [Measure.TasksDone] = (KpiMeasure.TasksDone, false),
        [Measure.ComplaintsClosed] = (KpiMeasure.ComplaintsClosed, false),
    };

    /// <summary>The count a measure comes from; null for those of the ledger.</summary>
    public static Measure? CountOf(KpiMeasure measure) => FromTallies.Where(pair => pair.Value.Kpi == measure).Select(pair => (Measure?)pair.Key).SingleOrDefault();

    public static async Task<Dictionary<(string Subject, KpiMeasure Measure), long>> ReadAsync(
        InsightsDb db, CountsInReach reach, KpiPeriod period, bool ofTeams, CancellationToken cancellationToken)
    {
        var (first, last) = (period.FirstMonth, period.LastMonth);
        var figures = new Dictionary<(string, KpiMeasure), long>();
        void Add(string subject, KpiMeasure measure, long value)
        {
            if (subject.Length > 0) figures[(subject, measure)] = figures.GetValueOrDefault((subject, measure)) + value;
        }
        var sales = db.Sales.AsNoTracking().Where(s => s.Grain == Grain.Month && s.Period >= first && s.Period <= last);
        foreach (var s in await (ofTeams ? sales.GroupBy(s => s.Team) : sales.GroupBy(s => s.Person)).Select(same => new
        {
            same.Key, Net = same.Sum(s => s.Sales - s.Refunds), Margin = same.Sum(s => s.Costed - s.Cost), Orders = same.Sum(s => s.Orders),
        }).ToListAsync(cancellationToken))
        {
            Add(s.Key, KpiMeasure.Sales, s.Net);
            Add(s.Key, KpiMeasure.Margin, s.Margin);
            Add(s.Key, KpiMeasure.Orders, s.Orders);
        }
        var measures = FromTallies.Keys.ToArray();
        var tallies = await reach.Of(db.Tallies.AsNoTracking()).Where(t => t.Grain == Grain.Month && measures.Contains(t.Measure) && t.Period >= first && t.Period <= last)
            .GroupBy(t => new { Subject = ofTeams ? t.Team : t.Person, t.Measure }).Select(same => new { same.Key.Subject, same.Key.Measure, Count = same.Sum(t => t.Count), Amount = same.Sum(t => t.Amount) })
            .ToListAsync(cancellationToken);
        foreach (var t in tallies) Add(t.Subject, FromTallies[t.Measure].Kpi, FromTallies[t.Measure].Amount ? t.Amount : t.Count);
        return figures;
    }
}
