using System.Globalization;

namespace CrmPlatform.Insights.Domain.Clustering;

/// <summary>A feature customers are clustered by: its name, and what a cluster is called that is high or low in it.</summary>
/// <param name="IsLogarithm">Customers are compared by ln(1 + x), because x is skewed.</param>
internal sealed record Feature(Words Name, Words High, Words Low, bool IsLogarithm = false)
{
    /// <summary>What people read: x itself, which of a mean of logarithms is the geometric mean.</summary>
    public double Typical(double mean) => IsLogarithm ? Math.Exp(mean) - 1 : mean;
}

/// <summary>A customer's features, in the order of the <see cref="Feature"/>s.</summary>
internal sealed record FeatureRow(long Customer, double[] Values);

/// <summary>A cluster with a name made from what sets it apart, its means in the features' own units, and its customers.</summary>
internal sealed record CustomerCluster(Words Name, Words Description, IReadOnlyList<double> Means, IReadOnlyList<long> Customers);

/// <summary>Clusters, and why so many of them: the silhouette of each number that was tried.</summary>
internal sealed record Clustering(IReadOnlyList<CustomerCluster> Clusters, IReadOnlyList<(int Clusters, double Silhouette)> Tried, Words Why);

/// <summary>I10: clusters on scaled features, their number chosen by silhouette, named from their features.</summary>
internal static class CustomerClusters
{
    /// <summary>The silhouette compares every pair: it is taken on at most so many customers, evenly spread.</summary>
    private const int SilhouetteRows = 2000;

    private const double Notable = 0.5;

    public static Clustering Build(IReadOnlyList<FeatureRow> customers, IReadOnlyList<Feature> features, int least = 2, int most = 8, int restarts = 20)
    {
        if (least < 2 || most < least)
            throw InsightRefusedException.OutOfRange("number of clusters", $"{least} to {most}", "2 or more, least first");
        if (customers.Count <= most)
            throw InsightRefusedException.CannotFit("cluster.too-few-customers", $"{customers.Count} customers are too few for {most} clusters.");
        // In the order of their values, so that the outcome does not depend on that of the customers.
        var rows = customers.OrderBy(c => c.Values, Comparer<double[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).ThenBy(c => c.Customer).ToArray();
        var scaled = Scaled(rows);
        if (scaled[0].Length == 0 || scaled.All(r => r.All(v => v == 0)))
            throw InsightRefusedException.CannotFit("cluster.all-the-same", "All customers are the same in every feature.");

        var spread = Enumerable.Range(0, Math.Min(rows.Length, SilhouetteRows)).Select(i => (int)((long)i * rows.Length / Math.Min(rows.Length, SilhouetteRows))).ToArray();
        var sample = Array.ConvertAll(spread, i => scaled[i]);
        var tried = new List<(int Clusters, double Silhouette, Partition Partition)>();
        for (var k = least; k <= most; k++)
        {
            var partition = KMeans.Fit(scaled, k, restarts);
            tried.Add((k, Silhouette.Mean(sample, Array.ConvertAll(spread, i => partition.Labels[i]), k), partition));
        }
        var best = tried.MaxBy(t => t.Silhouette);
        var clusters = Described(rows, best.Partition, features);
        return new Clustering(clusters, [.. tried.Select(t => (t.Clusters, t.Silhouette))], Words.With(
            $"{best.Clusters} clusters have the highest mean silhouette, {best.Silhouette:0.000}, of {least} to {most} tried.",
            $"在{least}至{most}个分群中，{best.Clusters}个分群的平均轮廓系数最高，为{best.Silhouette:0.000}。",
            $"在{least}至{most}個分群中，{best.Clusters}個分群的平均輪廓係數最高，為{best.Silhouette:0.000}。"));
    }

    /// <summary>Each feature less its mean, over its standard deviation; a feature that is the same for all becomes 0.</summary>
    private static double[][] Scaled(FeatureRow[] rows)
    {
        var width = rows[0].Values.Length;
        var scaled = Array.ConvertAll(rows, _ => new double[width]);
        for (var f = 0; f < width; f++)
        {
            var mean = rows.Average(r => r.Values[f]);
            var deviation = Math.Sqrt(rows.Sum(r => (r.Values[f] - mean) * (r.Values[f] - mean)) / rows.Length);
            for (var i = 0; i < rows.Length; i++)
                scaled[i][f] = deviation > 0 ? (rows[i].Values[f] - mean) / deviation : 0;
        }
        return scaled;
    }

    private static List<CustomerCluster> Described(FeatureRow[] rows, Partition partition, IReadOnlyList<Feature> features)
    {
        var result = new List<CustomerCluster>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var c = 0; c < partition.Centres.Length; c++)
        {
            var members = rows.Where((_, i) => partition.Labels[i] == c).ToArray();
            var means = Enumerable.Range(0, features.Count).Select(f => members.Length == 0 ? 0 : members.Average(m => m.Values[f])).ToArray();
            var centre = partition.Centres[c];
            var telling = Enumerable.Range(0, features.Count).OrderByDescending(f => Math.Abs(centre[f])).ThenBy(f => f).ToArray();
            var notable = Math.Max(1, Math.Min(2, telling.Count(f => Math.Abs(centre[f]) >= Notable)));
            var name = Name(features, centre, telling, notable);
            // Two clusters that share a name are told apart by the next feature, in the end by a number.
            for (var more = notable + 1; !names.Add(name.En) && more <= telling.Length; more++)
                name = Name(features, centre, telling, more);
            if (result.Exists(r => r.Name.En == name.En))
            {
                var number = (c + 1).ToString(CultureInfo.InvariantCulture);
                name = new($"{name.En} ({number})", $"{name.ZhHans}（{number}）", $"{name.ZhHant}（{number}）");
                names.Add(name.En);
            }
            result.Add(new CustomerCluster(name, Description(features, means, members.Length, rows.Length), means, [.. members.Select(m => m.Customer).Order()]));
        }
        return result;
    }

    private static Words Name(IReadOnlyList<Feature> features, double[] centre, int[] telling, int count)
    {
        var parts = telling.Take(count).Select(f => centre[f] >= 0 ? features[f].High : features[f].Low).ToArray();
        return new(string.Join(", ", parts.Select(p => p.En)), string.Join("、", parts.Select(p => p.ZhHans)), string.Join("、", parts.Select(p => p.ZhHant)));
    }

    private static Words Description(IReadOnlyList<Feature> features, double[] means, int members, int all)
    {
        string List(Func<Words, string> of, string mark, string between) => string.Join(
            between, features.Select((f, i) => $"{of(f.Name)}{mark}{f.Typical(means[i]).ToString("#,0.#", CultureInfo.InvariantCulture)}"));
        return Words.With(
            $"{members} of {all} customers; typically {List(w => w.En, " ", ", ")}.",
            $"{all}位客户中的{members}位；典型值：{List(w => w.ZhHans, "", "，")}。",
            $"{all}位客戶中的{members}位；典型值：{List(w => w.ZhHant, "", "，")}。");
    }
}
