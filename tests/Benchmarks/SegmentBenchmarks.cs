using BenchmarkDotNet.Attributes;
using CrmPlatform.Insights.Domain.Association;
using CrmPlatform.Insights.Domain.Rfm;

namespace CrmPlatform.Benchmarks;

/// <summary>Association rules on Groceries, and RFM scores with segments of a million customers.</summary>
[MemoryDiagnoser]
public class SegmentBenchmarks
{
    private Baskets groceries = new([], 0);
    private RfmInput[] rfm = [];

    [GlobalSetup]
    public void Prepare()
    {
        groceries = Scenario.Groceries();
        var (histories, spend) = Scenario.Simulated();
        rfm = Scenario.Rfm(histories, spend);
    }

    [Benchmark]
    public int GroceriesRules() => AssociationRules.Mine(groceries, 0.001, 0.5).Count;

    [Benchmark]
    public int RfmOfAMillion() => Segments(rfm);

    internal static int Segments(RfmInput[] customers)
    {
        var champions = 0;
        foreach (var score in RfmScores.Quintiles(customers))
            champions += RfmSegments.Of(score) == RfmSegment.Champions ? 1 : 0;
        return champions;
    }
}
