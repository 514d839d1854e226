using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Churn;

namespace CrmPlatform.Insights.Tests.Churn;

/// <summary>I5: the effect of interventions is known because a share is held back.</summary>
public sealed class HeldBackTests
{
    private static Guid Customer(int i) => new(i, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]);

    [Fact]
    public void The_share_is_held_back_and_always_the_same_customers_of_a_round()
    {
        var held = Enumerable.Range(0, 20_000).Count(i => HeldBackControl.IsHeldBack(Customer(i), "2026-11", 0.1));
        Assert.InRange(held, 1850, 2150);
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(
            HeldBackControl.IsHeldBack(Customer(i), "2026-11"), HeldBackControl.IsHeldBack(Customer(i), "2026-11")));
    }

    [Fact]
    public void Another_round_holds_back_others()
    {
        var both = Enumerable.Range(0, 20_000).Count(i =>
            HeldBackControl.IsHeldBack(Customer(i), "2026-11") && HeldBackControl.IsHeldBack(Customer(i), "2026-12"));
        Assert.InRange(both, 140, 260);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.5, null)]
    public void A_share_of_nought_holds_nobody_back(double share, bool? expected)
    {
        if (expected is { } all)
            Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(all, HeldBackControl.IsHeldBack(Customer(i), "r", share)));
        else
            Assert.Contains(Enumerable.Range(0, 100), i => HeldBackControl.IsHeldBack(Customer(i), "r", share));
    }

    [Fact]
    public void More_than_half_is_not_held_back() =>
        Assert.Equal("0 to 0.5", Assert.Throws<InsightRefusedException>(() => HeldBackControl.IsHeldBack(Guid.Empty, "r", 0.6)).AllowedRange);

    [Fact]
    public void An_effect_is_proven_where_the_interval_leaves_nought_out()
    {
        var effect = HeldBackControl.Compare(56, 70, 48, 80);
        Assert.True(effect.Proven);
        Assert.Equal(0.2, effect.Difference.Value, 12);
        Assert.Equal(0.0524, effect.Difference.Low, 4);
        Assert.Equal(0.0080, effect.PValue, 4);
        Assert.Equal("80.0% of 70 treated customers stayed, 60.0% of 80 held back: a difference of +20.0 points (+5.2 to +33.4), an effect.", effect.Words.En);

        var nothing = HeldBackControl.Compare(50, 100, 48, 100);
        Assert.False(nothing.Proven);
        Assert.Contains("效果尚未证实", nothing.Words.ZhHans, StringComparison.Ordinal);
        Assert.Equal(1, HeldBackControl.Compare(10, 10, 10, 10).PValue);

        var worse = HeldBackControl.Compare(48, 80, 56, 70);
        Assert.False(worse.Proven);
        Assert.Equal(0.0080, worse.PValue, 4);
        Assert.EndsWith("-20.0 points (-33.4 to -5.2), fewer of the treated stayed.", worse.Words.En, StringComparison.Ordinal);
    }
}
