using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Lifetime;

namespace CrmPlatform.Insights.Tests.Lifetime;

public sealed class BootstrapTests
{
    private static readonly BgNbd<Week> Purchases = new(0.2425945, 4.4136, 0.79292, 2.4259);
    private static readonly GammaGamma Spend = new(6.25, 3.74, 15.44);

    private static Time<Week>[] Ages(int customers) => [.. Enumerable.Range(0, customers).Select(i => Time<Week>.FromDays(189 + i % 84))];

    [Fact]
    public void The_interval_holds_the_value_and_is_as_wide_as_the_standard_errors_say()
    {
        var bootstrap = ParametricBootstrap<Week>.Run(Purchases, Spend, Ages(2357), 60, seed: 1);
        var rate = bootstrap.Interval((p, _) => p.R, 0.95);

        Assert.True(rate.Low < Purchases.R && Purchases.R < rate.High);
        // lifetimes: se(r) = 0.012557, so the interval is about 4 × that; 60 draws know it within a third.
        Assert.InRange(rate.High - rate.Low, 3.92 * 0.012557 * 0.65, 3.92 * 0.012557 * 1.5);
        var value = bootstrap.Interval(
            (p, s) => new LifetimeValueModel<Week>(p, s, new(52, new(1), 0.002), 0.3).Value(3, new(30), new(38), 40).Value, 0.9);
        var point = new LifetimeValueModel<Week>(Purchases, Spend, new(52, new(1), 0.002), 0.3).Value(3, new(30), new(38), 40).Value;
        Assert.True(value.Low < point && point < value.High, $"{value} does not hold {point}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_more_customers_a_narrower_one()
    {
        var once = ParametricBootstrap<Week>.Run(Purchases, Spend, Ages(3000), 20, seed: 5);
        var again = ParametricBootstrap<Week>.Run(Purchases, Spend, Ages(3000), 20, seed: 5);
        var many = ParametricBootstrap<Week>.Run(Purchases, Spend, Ages(300_000), 20, seed: 5);

        Assert.Equal(once.Replicates, again.Replicates);
        static double Width(ParametricBootstrap<Week> b) => b.Interval((p, _) => p.R, 0.95) is var i ? i.High - i.Low : 0;
        Assert.True(Width(many) < Width(once) / 4, $"{Width(many)} against {Width(once)}");
    }

    [Fact]
    public void Too_few_draws_are_refused()
    {
        var refusal = Assert.Throws<InsightRefusedException>(() => ParametricBootstrap<Week>.Run(Purchases, Spend, Ages(100), 5, 1));
        Assert.Equal("20 to 10 000", refusal.AllowedRange);
    }
}
