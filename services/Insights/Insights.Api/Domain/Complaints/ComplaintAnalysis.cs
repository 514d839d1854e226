using CrmPlatform.Insights.Domain.Numerics;
using CrmPlatform.Insights.Domain.Surveys;

namespace CrmPlatform.Insights.Domain.Complaints;

/// <summary>A cause with its cases: how many, what share, the running share, and whether it is one of the vital few.</summary>
internal sealed record ParetoCause(string Cause, int Cases, double Share, double CumulativeShare, bool VitalFew, IReadOnlyList<long> CaseIds);

/// <summary>A closed or open complaint as far as these figures need it; minutes are of business time.</summary>
internal sealed record ComplaintCase(
    long Id, string Cause, double? FirstResponseMinutes, double? ResolutionMinutes, bool Breached, bool Recurred);

/// <summary>Median and 90th percentile of a duration in minutes, over the cases that have it.</summary>
internal sealed record Duration(int Cases, double Median, double Percentile90);

internal sealed record ComplaintFigures(int Cases, Duration? FirstResponse, Duration? Resolution, Estimate Breach, Estimate Recurrence);

/// <summary>I8: Pareto of causes, first response, resolution, breach, recurrence.</summary>
internal static class ComplaintAnalysis
{
    /// <summary>Where the cause is not known yet.</summary>
    public const string Unknown = "";

    /// <summary>
    /// Causes by number of cases, most first, ties by name. The vital few are the causes that are needed to come to
    /// <paramref name="vital"/> of all cases (Juran's 80 % by default). Cases whose cause is not known stand last and are no part of
    /// the shares, as in Service (S8): not to know it is no cause that could be worked on.
    /// </summary>
    public static IReadOnlyList<ParetoCause> Pareto(IEnumerable<ComplaintCase> cases, double vital = 0.8)
    {
        if (!(vital is > 0 and <= 1))
            throw InsightRefusedException.OutOfRange(nameof(vital), vital, "above 0 to 1");
        var causes = cases.GroupBy(c => c.Cause, StringComparer.Ordinal)
            .Select(g => (Cause: g.Key, Ids: g.Select(c => c.Id).Order().ToArray()))
            .OrderBy(c => c.Cause == Unknown).ThenByDescending(c => c.Ids.Length).ThenBy(c => c.Cause, StringComparer.Ordinal)
            .ToArray();
        var all = causes.Where(c => c.Cause != Unknown).Sum(c => c.Ids.Length);
        var rows = new List<ParetoCause>(causes.Length);
        var before = 0;
        foreach (var (cause, ids) in causes)
        {
            if (cause == Unknown)
            {
                rows.Add(new ParetoCause(cause, ids.Length, 0, rows.Count == 0 ? 0 : 1, false, ids));
                continue;
            }
            var until = before + ids.Length;
            rows.Add(new ParetoCause(cause, ids.Length, (double)ids.Length / all, (double)until / all, before < vital * all, ids));
            before = until;
        }
        return rows;
    }

    public static ComplaintFigures Figures(IReadOnlyCollection<ComplaintCase> cases) => new(
        cases.Count,
        Of(cases.Select(c => c.FirstResponseMinutes)),
        Of(cases.Select(c => c.ResolutionMinutes)),
        Intervals.Wilson(cases.Count(c => c.Breached), cases.Count),
        Intervals.Wilson(cases.Count(c => c.Recurred), cases.Count));

    private static Duration? Of(IEnumerable<double?> minutes)
    {
        var sorted = minutes.OfType<double>().Order().ToArray();
        return sorted.Length == 0 ? null : new Duration(sorted.Length, Quantiles.Type7(sorted, 0.5), Quantiles.Type7(sorted, 0.9));
    }
}
