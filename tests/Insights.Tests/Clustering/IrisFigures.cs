using CrmPlatform.Insights.Domain.Clustering;

namespace CrmPlatform.Insights.Tests.Clustering;

/// <summary>k-means on Fisher's iris, whose optima are known (R's kmeans, scikit-learn's KMeans).</summary>
public sealed class IrisFigures
{
    [Fact]
    public void The_flowers_are_Fisher_s()
    {
        Assert.Equal(150, Iris.Flowers.Length);
        double[] means = [5.843333, 3.057333, 3.758, 1.199333];
        for (var f = 0; f < 4; f++)
            Assert.Equal(means[f], Iris.Flowers.Average(r => r[f]), 6);
    }

    [Theory]
    [InlineData(2, 152.347952, new[] { 53, 97 })]
    [InlineData(3, 78.851441, new[] { 38, 50, 62 })]
    [InlineData(4, 57.228473, null)]
    [InlineData(5, 46.446182, null)]
    public void The_optimum_is_found(int clusters, double optimum, int[]? sizes)
    {
        var partition = KMeans.Fit(Iris.Flowers, clusters, restarts: 50);
        Assert.Equal(optimum, partition.WithinSumOfSquares, 5);
        if (sizes is not null)
            Assert.Equal(sizes, partition.Labels.GroupBy(l => l).Select(g => g.Count()).Order());
    }

    /// <summary>scikit-learn's silhouette_score of these partitions.</summary>
    [Theory]
    [InlineData(2, 0.681046)]
    [InlineData(3, 0.552819)]
    public void Silhouettes_meet_the_published_ones(int clusters, double published) =>
        Assert.Equal(published, Silhouette.Mean(Iris.Flowers, KMeans.Fit(Iris.Flowers, clusters, 50).Labels, clusters), 6);
}
