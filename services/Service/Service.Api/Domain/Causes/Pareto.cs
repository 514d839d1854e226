using System.Collections.Immutable;

namespace CrmPlatform.Service.Domain.Causes;

/// <summary>One bar of a Pareto chart; shares in hundredths of a percent of all, the cumulative one including this bar.</summary>
internal sealed record ParetoBar(string CauseId, string Name, int Count, int Share, int CumulativeShare, bool IsVital);

/// <summary>S8: which few causes make most of the complaints.</summary>
internal static class Pareto
{
    /// <summary>
    /// Counts by cause on a level of the tree (1 = branches), the most frequent first, ties by id so that the chart is stable. Vital
    /// are the causes needed to reach <paramref name="vitalShare"/> hundredths of a percent. Unknown causes are left out.
    /// </summary>
    public static ImmutableArray<ParetoBar> Of(IEnumerable<CauseOccurrence> occurrences, CauseTree tree, int level, int vitalShare = 8_000)
    {
        var counts = occurrences.Select(occurrence => tree.AtLevel(occurrence.CauseId, level)).OfType<Cause>()
            .GroupBy(cause => cause.Id).Select(group => (Cause: group.First(), Count: group.Count()))
            .OrderByDescending(bar => bar.Count).ThenBy(bar => bar.Cause.Id, StringComparer.Ordinal).ToList();
        long total = counts.Sum(bar => bar.Count);
        var bars = ImmutableArray.CreateBuilder<ParetoBar>(counts.Count);
        long soFar = 0;
        foreach (var (cause, count) in counts)
        {
            var vital = soFar * 10_000 < vitalShare * total;
            soFar += count;
            bars.Add(new ParetoBar(cause.Id, cause.Name, count, (int)(count * 10_000L / total), (int)(soFar * 10_000 / total), vital));
        }

        return bars.ToImmutable();
    }
}
