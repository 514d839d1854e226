namespace CrmPlatform.Insights.Domain.Numerics;

internal static class Quantiles
{
    /// <summary>The quantile of sorted values by linear interpolation of order statistics (Hyndman and Fan 1996, type 7).</summary>
    public static double Type7(ReadOnlySpan<double> sorted, double probability)
    {
        var at = (sorted.Length - 1) * probability;
        var low = (int)Math.Floor(at);
        var high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}
