namespace CrmPlatform.Insights.Domain.Clustering;

/// <summary>How well rows lie in their clusters (Rousseeuw 1987, Journal of Computational and Applied Mathematics 20).</summary>
internal static class Silhouette
{
    /// <summary>
    /// The mean of (b − a)/max(a, b) over rows, a being the mean distance to the row's own cluster and b that to the
    /// nearest other; 0 for a row that is alone.
    /// </summary>
    public static double Mean(IReadOnlyList<double[]> rows, int[] labels, int clusters)
    {
        if (clusters < 2)
            return 0;
        var sizes = new int[clusters];
        foreach (var label in labels)
            sizes[label]++;
        var parts = new double[rows.Count];
        Parallel.For(0, rows.Count, i =>
        {
            if (sizes[labels[i]] == 1)
                return;
            var sums = new double[clusters];
            for (var j = 0; j < rows.Count; j++)
                sums[labels[j]] += Math.Sqrt(KMeans.SquaredDistance(rows[i], rows[j]));
            var own = sums[labels[i]] / (sizes[labels[i]] - 1);
            var other = double.PositiveInfinity;
            for (var c = 0; c < clusters; c++)
            {
                if (c != labels[i] && sizes[c] > 0)
                    other = Math.Min(other, sums[c] / sizes[c]);
            }
            parts[i] = Math.Max(own, other) is > 0 and var larger && double.IsFinite(other) ? (other - own) / larger : 0;
        });
        return parts.Sum() / parts.Length;
    }
}
