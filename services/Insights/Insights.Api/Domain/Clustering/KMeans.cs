using MathNet.Numerics.Random;

namespace CrmPlatform.Insights.Domain.Clustering;

/// <summary>A partition: the cluster of each row, the centres, and the sum of squared distances to them.</summary>
internal sealed record Partition(int[] Labels, double[][] Centres, double WithinSumOfSquares, int Iterations);

/// <summary>
/// k-means by Lloyd's algorithm from k-means++ seeds (Arthur and Vassilvitskii 2007), then single rows are moved as
/// long as that lowers the sum (Hartigan and Wong 1979: a stronger optimum than Lloyd's), the best of several restarts.
/// Rows are taken in the order of their values, so that neither the seed of the day nor the order in which customers
/// come changes the outcome.
/// </summary>
internal static class KMeans
{
    private const int MaxIterations = 300;

    public static Partition Fit(IReadOnlyList<double[]> rows, int clusters, int restarts = 20, int seed = 20_070_107)
    {
        if (rows.Count == 0)
            throw InsightRefusedException.CannotFit("cluster.no-rows", "There is nothing to cluster.");
        if (clusters < 1 || clusters > rows.Count)
            throw InsightRefusedException.OutOfRange(nameof(clusters), clusters, $"1 to {rows.Count}");
        if (restarts is < 1 or > 1000)
            throw InsightRefusedException.OutOfRange(nameof(restarts), restarts, "1 to 1000");
        foreach (var row in rows)
        {
            if (row.Length != rows[0].Length || row.Any(v => !double.IsFinite(v)))
                throw InsightRefusedException.CannotFit("cluster.bad-row", "Every row needs the same features, all of them finite.");
        }
        var order = Enumerable.Range(0, rows.Count).Order(Comparer<int>.Create((a, b) => Compare(rows[a], rows[b]))).ToArray();
        var sorted = Array.ConvertAll(order, i => rows[i]);

        var runs = new Partition[restarts];
        Parallel.For(0, restarts, r => runs[r] = Run(sorted, clusters, new Xoshiro256StarStar(unchecked(seed + 7919 * r))));
        // Equal optima are told apart by the restart's number: the sum alone could differ in its last bit.
        var best = runs[0];
        foreach (var run in runs)
            best = run.WithinSumOfSquares < best.WithinSumOfSquares * (1 - 1e-12) ? run : best;

        var places = Enumerable.Range(0, clusters).OrderDescending(Comparer<int>.Create((a, b) => Compare(best.Centres[a], best.Centres[b]))).ToArray();
        var newLabel = new int[clusters];
        for (var i = 0; i < clusters; i++)
            newLabel[places[i]] = i;
        var labels = new int[rows.Count];
        for (var i = 0; i < order.Length; i++)
            labels[order[i]] = newLabel[best.Labels[i]];
        return best with { Labels = labels, Centres = Array.ConvertAll(places, p => best.Centres[p]) };
    }

    public static double SquaredDistance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    private static Partition Run(double[][] rows, int clusters, Random random)
    {
        var centres = Seeds(rows, clusters, random);
        var labels = new int[rows.Length];
        Array.Fill(labels, -1);
        for (var iteration = 1; ; iteration++)
        {
            var moved = false;
            var within = 0.0;
            for (var i = 0; i < rows.Length; i++)
            {
                var (nearest, distance) = Nearest(rows[i], centres);
                moved |= labels[i] != nearest;
                labels[i] = nearest;
                within += distance;
            }
            if (moved && iteration < MaxIterations)
            {
                centres = Means(rows, labels, centres);
                continue;
            }
            if (iteration < MaxIterations && Exchange(rows, labels, centres))
            {
                centres = Means(rows, labels, centres);
                continue;
            }
            return new Partition(labels, centres, within, iteration);
        }
    }

    /// <summary>
    /// Moves every row whose leaving its cluster takes more off the sum, n/(n−1)·d², than its joining another adds,
    /// m/(m+1)·d²; the centres move with it.
    /// </summary>
    private static bool Exchange(double[][] rows, int[] labels, double[][] centres)
    {
        var counts = new int[centres.Length];
        foreach (var label in labels)
            counts[label]++;
        var any = false;
        for (var i = 0; i < rows.Length; i++)
        {
            var own = labels[i];
            if (counts[own] <= 1)
                continue;
            var saved = counts[own] / (counts[own] - 1.0) * SquaredDistance(rows[i], centres[own]);
            var (target, least) = (own, saved * (1 - 1e-10));
            for (var c = 0; c < centres.Length; c++)
            {
                var added = c == own ? double.PositiveInfinity : counts[c] / (counts[c] + 1.0) * SquaredDistance(rows[i], centres[c]);
                if (added < least)
                    (target, least) = (c, added);
            }
            if (target == own)
                continue;
            for (var f = 0; f < rows[i].Length; f++)
            {
                centres[own][f] -= (rows[i][f] - centres[own][f]) / (counts[own] - 1);
                centres[target][f] += (rows[i][f] - centres[target][f]) / (counts[target] + 1);
            }
            counts[own]--;
            counts[target]++;
            labels[i] = target;
            any = true;
        }
        return any;
    }

    private static double[][] Seeds(double[][] rows, int clusters, Random random)
    {
        var centres = new List<double[]> { rows[random.Next(rows.Length)] };
        var distance = Array.ConvertAll(rows, _ => double.PositiveInfinity);
        while (centres.Count < clusters)
        {
            var sum = 0.0;
            for (var i = 0; i < rows.Length; i++)
            {
                distance[i] = Math.Min(distance[i], SquaredDistance(rows[i], centres[^1]));
                sum += distance[i];
            }
            var at = random.NextDouble() * sum;
            var chosen = 0;
            while (chosen < rows.Length - 1 && (at -= distance[chosen]) >= 0)
                chosen++;
            centres.Add(rows[chosen]);
        }
        return [.. centres.Select(c => (double[])c.Clone())];
    }

    private static double[][] Means(double[][] rows, int[] labels, double[][] before)
    {
        var sums = Array.ConvertAll(before, c => new double[c.Length]);
        var counts = new int[before.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            counts[labels[i]]++;
            for (var f = 0; f < rows[i].Length; f++)
                sums[labels[i]][f] += rows[i][f];
        }
        for (var c = 0; c < before.Length; c++)
        {
            if (counts[c] == 0)
            {
                // A centre nobody is near to starts again at the row that is worst served.
                sums[c] = (double[])rows.MaxBy(r => Nearest(r, before).Distance)!.Clone();
                continue;
            }
            for (var f = 0; f < sums[c].Length; f++)
                sums[c][f] /= counts[c];
        }
        return sums;
    }

    private static (int Cluster, double Distance) Nearest(double[] row, double[][] centres)
    {
        var (nearest, least) = (0, double.PositiveInfinity);
        for (var c = 0; c < centres.Length; c++)
        {
            var distance = SquaredDistance(row, centres[c]);
            if (distance < least)
                (nearest, least) = (c, distance);
        }
        return (nearest, least);
    }

    private static int Compare(double[] a, double[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            var by = a[i].CompareTo(b[i]);
            if (by != 0)
                return by;
        }
        return 0;
    }
}
