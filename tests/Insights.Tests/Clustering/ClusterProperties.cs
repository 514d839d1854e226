using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Clustering;
using CsCheck;

namespace CrmPlatform.Insights.Tests.Clustering;

/// <summary>I10: chosen and justified, named from their features, stable under re-run.</summary>
public sealed class ClusterProperties
{
    private static readonly Feature[] Features =
    [
        new(new("days since purchase", "距上次购买天数", "距上次購買天數"), new("long silent", "久未购买", "久未購買"), new("recent", "近期购买", "近期購買")),
        new(new("purchases", "购买次数", "購買次數"), new("frequent", "购买频繁", "購買頻繁"), new("rare", "购买稀少", "購買稀少")),
        new(new("spend", "消费额", "消費額"), new("big spender", "高消费", "高消費"), new("small spender", "低消费", "低消費")),
    ];

    /// <summary>Three groups that anybody would see, and a little noise that is always the same.</summary>
    private static FeatureRow[] ThreeGroups()
    {
        var random = new Random(4);
        double Noise() => random.NextDouble() - 0.5;
        return
        [
            .. Enumerable.Range(0, 40).Select(i => new FeatureRow(i, [10 + 6 * Noise(), 30 + 6 * Noise(), 9000 + 900 * Noise()])),
            .. Enumerable.Range(40, 60).Select(i => new FeatureRow(i, [300 + 60 * Noise(), 3 + 2 * Noise(), 1000 + 600 * Noise()])),
            .. Enumerable.Range(100, 50).Select(i => new FeatureRow(i, [20 + 10 * Noise(), 4 + 2 * Noise(), 900 + 500 * Noise()])),
        ];
    }

    [Fact]
    public void The_number_of_clusters_is_chosen_by_silhouette_and_said()
    {
        var clustering = CustomerClusters.Build(ThreeGroups(), Features);
        Assert.Equal(3, clustering.Clusters.Count);
        Assert.Equal(Enumerable.Range(2, 7), clustering.Tried.Select(t => t.Clusters));
        Assert.Equal(3, clustering.Tried.MaxBy(t => t.Silhouette).Clusters);
        Assert.StartsWith("3 clusters have the highest mean silhouette, 0.", clustering.Why.En, StringComparison.Ordinal);
        Assert.Equal([40, 50, 60], clustering.Clusters.Select(c => c.Customers.Count).Order());
    }

    [Fact]
    public void Clusters_are_named_from_what_sets_them_apart()
    {
        var clusters = CustomerClusters.Build(ThreeGroups(), Features).Clusters;
        var best = clusters.Single(c => c.Customers.Contains(0));
        var gone = clusters.Single(c => c.Customers.Contains(50));
        var small = clusters.Single(c => c.Customers.Contains(120));

        Assert.Equal("big spender, frequent", best.Name.En);
        Assert.Equal("高消费、购买频繁", best.Name.ZhHans);
        Assert.StartsWith("long silent, ", gone.Name.En, StringComparison.Ordinal);
        Assert.Contains("recent", small.Name.En, StringComparison.Ordinal);
        Assert.StartsWith("40 of 150 customers; typically days since purchase 9", best.Description.En, StringComparison.Ordinal);
        Assert.Equal(3, clusters.Select(c => c.Name.En).Distinct().Count());
    }

    [Fact]
    public void A_run_again_and_customers_in_another_order_give_the_same_clusters() =>
        Gen.Int.Sample(seed =>
        {
            var rows = ThreeGroups();
            new Random(seed).Shuffle(rows);
            var once = CustomerClusters.Build(ThreeGroups(), Features, most: 5, restarts: 5);
            var again = CustomerClusters.Build(rows, Features, most: 5, restarts: 5);
            Assert.Equal(once.Why, again.Why);
            Assert.Equal(once.Tried, again.Tried);
            for (var c = 0; c < once.Clusters.Count; c++)
            {
                Assert.Equal(once.Clusters[c].Name, again.Clusters[c].Name);
                Assert.Equal(once.Clusters[c].Customers, again.Clusters[c].Customers);
                Assert.Equal(once.Clusters[c].Means, again.Clusters[c].Means);
            }
        }, iter: 5);

    [Fact]
    public void Every_row_belongs_to_its_nearest_centre_and_every_centre_is_the_mean_of_its_rows() =>
        Gen.Select(Gen.Double[-5, 5].Array[2].Array[8, 40], Gen.Int[1, 5]).Sample((rows, k) =>
        {
            var partition = KMeans.Fit(rows, k, restarts: 3);
            for (var i = 0; i < rows.Length; i++)
            {
                var own = KMeans.SquaredDistance(rows[i], partition.Centres[partition.Labels[i]]);
                Assert.All(partition.Centres, c => Assert.True(own <= KMeans.SquaredDistance(rows[i], c) + 1e-9));
            }
            for (var c = 0; c < k; c++)
            {
                var members = rows.Where((_, i) => partition.Labels[i] == c).ToArray();
                Assert.NotEmpty(members);
                for (var f = 0; f < 2; f++)
                    Assert.Equal(members.Average(m => m[f]), partition.Centres[c][f], 1e-9);
            }
        }, iter: 100);

    [Fact]
    public void Customers_who_are_all_the_same_or_too_few_are_refused()
    {
        var same = Enumerable.Range(0, 20).Select(i => new FeatureRow(i, [1, 2, 3])).ToArray();
        Assert.Equal("cluster.all-the-same", Assert.Throws<InsightRefusedException>(() => CustomerClusters.Build(same, Features)).Code);
        Assert.Equal("cluster.too-few-customers", Assert.Throws<InsightRefusedException>(() => CustomerClusters.Build(same[..5], Features)).Code);
        Assert.Equal("clusters", Assert.Throws<InsightRefusedException>(() => KMeans.Fit([[1.0], [2]], 3)).Parameter);
        Assert.Equal("cluster.bad-row", Assert.Throws<InsightRefusedException>(() => KMeans.Fit([[1.0], [double.NaN]], 1)).Code);
    }
}
