namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>
/// Expected repeat purchases of a whole cohort as time goes by, to lay beside the actual ones (Fader, Hardie and Lee
/// 2005, fig. 3): each customer counts from its own first purchase.
/// </summary>
internal static class Tracking
{
    /// <summary>
    /// Cumulative purchases at each of <paramref name="times"/> since the first customer began. A customer began
    /// <paramref name="ages"/> before the end of calibration; the oldest began at time 0.
    /// </summary>
    public static double[] Cumulative<TUnit>(
        Func<Time<TUnit>, double> expected, IReadOnlyList<Time<TUnit>> ages, IReadOnlyList<Time<TUnit>> times)
        where TUnit : ITimeUnit
    {
        var oldest = ages.Max(a => a.Value);
        var starts = ages.GroupBy(a => oldest - a.Value).OrderBy(g => g.Key).Select(g => (Start: g.Key, Customers: g.Count())).ToArray();
        return [.. times.Select(t => starts
            .TakeWhile(s => s.Start < t.Value)
            .Sum(s => s.Customers * expected(new Time<TUnit>(t.Value - s.Start))))];
    }
}
