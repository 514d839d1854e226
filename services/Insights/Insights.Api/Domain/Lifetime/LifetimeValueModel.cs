namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>What a customer is expected to bring over the horizon: discounted purchases × spend × margin.</summary>
internal readonly record struct LifetimeValue(
    double ProbabilityAlive, double ExpectedPurchases, double DiscountedPurchases, double ExpectedSpend, double Value)
{
    /// <summary>What the value would be if the customer were known to be alive: the base of value at risk (I5).</summary>
    public double ValueIfAlive => ProbabilityAlive > 0 ? Value / ProbabilityAlive : 0;
}

/// <summary>
/// I4: customer lifetime value as Σ CPₜ/(1+d)ᵗ over the horizon, the purchases of period t from BG/NBD, their value from
/// Gamma-Gamma, times the margin (Fader, Hardie and Lee 2005, "RFM and CLV", Journal of Marketing Research 42).
/// </summary>
internal sealed class LifetimeValueModel<TUnit>
    where TUnit : ITimeUnit
{
    private readonly double[] discounts;

    public LifetimeValueModel(BgNbd<TUnit> purchases, GammaGamma spend, ValueHorizon<TUnit> horizon, double margin)
    {
        if (!(margin is >= 0 and <= 1))
            throw InsightRefusedException.OutOfRange(nameof(margin), margin, "0 to 1");
        (Purchases, Spend, Horizon, Margin) = (purchases, spend, horizon, margin);
        discounts = [.. Enumerable.Range(1, horizon.Periods).Select(horizon.Discount)];
    }

    public BgNbd<TUnit> Purchases { get; }

    public GammaGamma Spend { get; }

    public ValueHorizon<TUnit> Horizon { get; }

    public double Margin { get; }

    public LifetimeValue Value(int repeats, Time<TUnit> recency, Time<TUnit> age, double meanSpend)
    {
        var (expected, discounted) = IfAlive(repeats, age);
        return Value(repeats, recency, age, meanSpend, expected, discounted);
    }

    /// <summary>The same from purchases if alive that are already known: they depend on repeats and age alone.</summary>
    internal LifetimeValue Value(
        int repeats, Time<TUnit> recency, Time<TUnit> age, double meanSpend, double expectedIfAlive, double discountedIfAlive)
    {
        var alive = Purchases.ProbabilityAlive(repeats, recency, age);
        var spend = Spend.ExpectedSpend(repeats, meanSpend);
        var discounted = alive * discountedIfAlive;
        return new LifetimeValue(alive, alive * expectedIfAlive, discounted, spend, discounted == 0 ? 0 : discounted * spend * Margin);
    }

    /// <summary>Purchases of a customer who is alive over the whole horizon: plain, and discounted period by period.</summary>
    public (double Expected, double Discounted) IfAlive(int repeats, Time<TUnit> age)
    {
        var (before, discounted) = (0.0, 0.0);
        for (var t = 1; t <= discounts.Length; t++)
        {
            var until = Purchases.ExpectedIfAlive(repeats, age, Horizon.EndOf(t));
            discounted += (until - before) * discounts[t - 1];
            before = until;
        }
        return (before, discounted);
    }

    /// <summary>Discounted expected purchases of each period.</summary>
    public double[] DiscountedByPeriod(int repeats, Time<TUnit> recency, Time<TUnit> age)
    {
        var alive = Purchases.ProbabilityAlive(repeats, recency, age);
        var before = 0.0;
        var stream = new double[discounts.Length];
        for (var t = 1; t <= stream.Length; t++)
        {
            var until = Purchases.ExpectedIfAlive(repeats, age, Horizon.EndOf(t));
            stream[t - 1] = alive * (until - before) * discounts[t - 1];
            before = until;
        }
        return stream;
    }
}
