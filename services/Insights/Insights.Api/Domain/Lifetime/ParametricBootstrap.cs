using MathNet.Numerics.Random;

namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>A range that holds the true figure with the stated confidence.</summary>
internal readonly record struct ConfidenceInterval(double Low, double High, double Level);

/// <summary>
/// How sure a value is, by the parametric bootstrap (Efron and Tibshirani 1993, ch. 6.5): customers as many and as old
/// as the real ones are drawn from the fitted models, the models are fitted to them again, and the value is computed
/// with each. Above <see cref="DrawnAtMost"/> customers so many are drawn, and the spread of the log-parameters is
/// narrowed by √(drawn/all), as that of a maximum-likelihood estimate is.
/// </summary>
internal sealed class ParametricBootstrap<TUnit>
    where TUnit : ITimeUnit
{
    public const int DrawnAtMost = 5000;

    private readonly List<(BgNbd<TUnit> Purchases, GammaGamma Spend)> replicates = [];

    private ParametricBootstrap()
    {
    }

    /// <summary>Models of the draws that could be fitted; draws that could not are counted in <see cref="Failed"/>.</summary>
    public IReadOnlyList<(BgNbd<TUnit> Purchases, GammaGamma Spend)> Replicates => replicates;

    public int Failed { get; private set; }

    public static ParametricBootstrap<TUnit> Run(BgNbd<TUnit> purchases, GammaGamma spend, IReadOnlyList<Time<TUnit>> ages, int draws, int seed)
    {
        if (draws is < 20 or > 10_000)
            throw InsightRefusedException.OutOfRange(nameof(draws), draws, "20 to 10 000");
        var all = ages.Count;
        var drawn = Math.Min(all, DrawnAtMost);
        var narrowing = Math.Sqrt((double)drawn / all);
        var result = new ParametricBootstrap<TUnit>();
        // Each draw has a generator of its own, so that the outcome does not depend on who ran which.
        var slots = new (BgNbd<TUnit>, GammaGamma)?[draws];
        Parallel.For(0, draws, d => slots[d] = Draw(purchases, spend, ages, drawn, narrowing, new Xoshiro256StarStar(unchecked(seed * 1_000_003 + d))));
        foreach (var slot in slots)
        {
            if (slot is { } fitted)
                result.replicates.Add(fitted);
            else
                result.Failed++;
        }
        return result;
    }

    /// <summary>The percentile interval of any figure that follows from the models.</summary>
    public ConfidenceInterval Interval(Func<BgNbd<TUnit>, GammaGamma, double> figure, double level)
    {
        if (!(level is > 0 and < 1))
            throw InsightRefusedException.OutOfRange(nameof(level), level, "above 0 and below 1");
        if (replicates.Count < 20)
            throw InsightRefusedException.CannotFit("bootstrap.too-few", $"Only {replicates.Count} draws could be fitted.");
        var values = replicates.Select(r => figure(r.Purchases, r.Spend)).Order().ToArray();
        return new ConfidenceInterval(Numerics.Quantiles.Type7(values, (1 - level) / 2), Numerics.Quantiles.Type7(values, (1 + level) / 2), level);
    }

    private static (BgNbd<TUnit>, GammaGamma)? Draw(
        BgNbd<TUnit> purchases, GammaGamma spend, IReadOnlyList<Time<TUnit>> ages, int drawn, double narrowing, Random random)
    {
        var histories = new (int Repeats, Time<TUnit> Recency, Time<TUnit> Age)[drawn];
        var spends = new SpendHistory[drawn];
        for (var i = 0; i < drawn; i++)
        {
            var age = ages[(int)((long)i * ages.Count / drawn)];
            var (repeats, recency) = PurchaseSimulator.Draw(purchases, age, random);
            histories[i] = (repeats, recency, age);
            spends[i] = new SpendHistory(repeats, repeats == 0 ? 0 : PurchaseSimulator.DrawMeanSpend(spend, repeats, random));
        }
        try
        {
            var p = BgNbd<TUnit>.Fit(HistoryTable<TUnit>.FromTimes(histories), near: purchases);
            var s = GammaGamma.Fit(spends, near: spend);
            if (!p.Report.Converged || !s.Report.Converged)
                return null;
            double Narrow(double fitted, double drawn) => fitted * Math.Pow(drawn / fitted, narrowing);
            return (
                new BgNbd<TUnit>(
                    Narrow(purchases.R, p.Model.R), Narrow(purchases.Alpha, p.Model.Alpha), Narrow(purchases.A, p.Model.A), Narrow(purchases.B, p.Model.B)),
                new GammaGamma(Narrow(spend.P, s.Model.P), Narrow(spend.Q, s.Model.Q), Narrow(spend.V, s.Model.V)));
        }
        catch (InsightRefusedException)
        {
            return null;
        }
    }
}
