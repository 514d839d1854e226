using BenchmarkDotNet.Attributes;
using CrmPlatform.Insights.Domain.Lifetime;

namespace CrmPlatform.Benchmarks;

/// <summary>BG/NBD and Pareto/NBD fits (from histories in days to standard errors), and the rescoring of a million customers.</summary>
[MemoryDiagnoser]
public class LifetimeBenchmarks
{
    private PurchaseHistory[] cdnow = [];
    private PurchaseHistory[] many = [];
    private double[] spend = [];
    private CustomerScore[] scores = [];

    [GlobalSetup]
    public void Prepare()
    {
        cdnow = Scenario.Cdnow();
        (many, spend) = Scenario.Simulated();
        scores = new CustomerScore[many.Length];
    }

    [Benchmark]
    public double FitBgNbdOnCdnow() => BgNbd<Week>.Fit(HistoryTable<Week>.FromDays(cdnow)).Report.LogLikelihood;

    [Benchmark]
    public double FitBgNbdOnAMillion() => BgNbd<Week>.Fit(HistoryTable<Week>.FromDays(many)).Report.LogLikelihood;

    [Benchmark]
    public double FitParetoOnCdnow() => ParetoNbd<Week>.Fit(HistoryTable<Week>.FromDays(cdnow)).Report.LogLikelihood;

    [Benchmark]
    public double FitParetoOnAMillion() => ParetoNbd<Week>.Fit(HistoryTable<Week>.FromDays(many)).Report.LogLikelihood;

    [Benchmark]
    public double RescoreAMillion()
    {
        new CustomerScores<Week>(Scenario.Warning, Scenario.Value).Score(many, spend, scores);
        return scores[^1].Value.Value;
    }
}
