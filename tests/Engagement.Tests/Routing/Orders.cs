namespace CrmPlatform.Engagement.Tests.Routing;

/// <summary>Every order of a few stops: what the planner is measured against where all can be tried.</summary>
internal static class Orders
{
    /// <summary>All orders of the sites 1..count.</summary>
    public static IEnumerable<int[]> OfAll(int count) => Of([.. Enumerable.Range(1, count)]);

    /// <summary>All orders of all subsets of the sites 1..count.</summary>
    public static IEnumerable<int[]> OfAny(int count) =>
        Enumerable.Range(0, 1 << count).SelectMany(mask => Of([.. Enumerable.Range(1, count).Where(site => (mask >> (site - 1) & 1) == 1)]));

    private static IEnumerable<int[]> Of(int[] sites) =>
        sites.Length == 0 ? [[]] : sites.SelectMany(first => Of([.. sites.Where(site => site != first)]).Select(rest => (int[])[first, .. rest]));
}
