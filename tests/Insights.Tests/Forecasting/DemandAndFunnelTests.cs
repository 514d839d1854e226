using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Forecasting;

namespace CrmPlatform.Insights.Tests.Forecasting;

/// <summary>I7: intermittent demand and the weighted funnel.</summary>
public sealed class DemandAndFunnelTests
{
    /// <summary>By hand: sizes 3, 5 and intervals 2, 3 with α = 0.2 make z = 3.4 and p = 2.2.</summary>
    [Fact]
    public void Croston_by_hand()
    {
        double[] demand = [0, 3, 0, 0, 5, 0];
        var plain = IntermittentDemand.Croston(demand, 0.2, corrected: false);
        Assert.Equal(3.4, plain.MeanSize, 12);
        Assert.Equal(2.2, plain.MeanInterval, 12);
        Assert.Equal(3.4 / 2.2, plain.PerPeriod, 12);
        Assert.Equal(0.9 * 3.4 / 2.2, IntermittentDemand.Croston(demand, 0.2).PerPeriod, 12);
    }

    [Fact]
    public void A_demand_of_two_every_third_period_is_foreseen_as_two_thirds()
    {
        double[] demand = [.. Enumerable.Range(1, 60).Select(i => i % 3 == 0 ? 2.0 : 0)];
        var forecast = IntermittentDemand.Croston(demand, corrected: false);
        Assert.Equal(2.0 / 3, forecast.PerPeriod, 12);
        Assert.Equal(4.0 / 9 * 2, forecast.Variance, 12);
        var quarter = forecast.Over(12);
        Assert.Equal(8, quarter.Mean, 10);
        Assert.True(quarter.Low >= 0 && quarter.High > 8);
    }

    [Theory]
    [InlineData(new[] { 1.0, 0, 1, 0 }, true)]
    [InlineData(new[] { 1.0, 1, 1, 0 }, true)]
    [InlineData(new[] { 1.0, 1, 1, 1, 0 }, false)]
    [InlineData(new[] { 0.0, 0 }, false)]
    public void Intermittent_is_a_mean_interval_from_1_32(double[] demand, bool expected) =>
        Assert.Equal(expected, IntermittentDemand.IsIntermittent(demand));

    [Fact]
    public void Demand_that_never_was_or_is_negative_is_refused()
    {
        Assert.Equal("forecast.no-demand", Assert.Throws<InsightRefusedException>(() => IntermittentDemand.Croston([0, 0])).Code);
        Assert.Equal("forecast.negative-demand", Assert.Throws<InsightRefusedException>(() => IntermittentDemand.Croston([1, -1])).Code);
        Assert.Equal("alpha", Assert.Throws<InsightRefusedException>(() => IntermittentDemand.Croston([1], 0)).Parameter);
    }

    [Fact]
    public void A_product_is_foreseen_as_it_sells()
    {
        double[] rare = [.. Enumerable.Range(1, 48).Select(i => i % 4 == 0 ? 10.0 : 0)];
        double[] steady = [.. Enumerable.Range(0, 48).Select(i => 100 + 30 * Math.Sin(2 * Math.PI * i / 12) + (i * 31 % 7 - 3))];

        var intermittent = ProductDemand.Foresee(rare, 12, 8);
        Assert.True(intermittent.Intermittent);
        Assert.Equal(0.95 * 2.5 * 8, intermittent.Total.Mean, 9);

        var seasonal = ProductDemand.Foresee(steady, 12, 12);
        Assert.False(seasonal.Intermittent);
        Assert.Equal(1200, seasonal.Total.Mean, 12.0);
        Assert.Equal(130, seasonal.Periods[3].Mean, 5.0);
        Assert.All(seasonal.Periods, p => Assert.True(p.Low <= p.Mean && p.Mean <= p.High));
        Assert.True(seasonal.Total.High - seasonal.Total.Low < seasonal.Periods.Sum(p => p.High - p.Low));
    }

    [Fact]
    public void A_product_that_is_dying_out_is_not_foreseen_below_nothing()
    {
        double[] falling = [.. Enumerable.Range(0, 24).Select(i => Math.Max(1, 50 - 2.0 * i))];
        Assert.All(ProductDemand.Foresee(falling, 12, 24).Periods, p => Assert.True(p.Low >= 0 && p.Mean >= 0));
    }

    private static readonly OpenDeal[] Deals =
    [
        new(1, 100_000, 0.5, new(2026, 12, 5), "li", "north"),
        new(2, 200_000, 0.25, new(2026, 12, 20), "li", "north"),
        new(3, 50_000, 1, new(2027, 1, 9), "wang", "north"),
        new(4, 80_000, 0, new(2027, 1, 30), "chen", "south"),
    ];

    [Fact]
    public void Weighted_sums_per_owner_with_interval_and_the_deals_behind_them()
    {
        var sums = WeightedFunnel.By(Deals, d => d.Owner);
        Assert.Equal(["chen", "li", "wang"], sums.Select(s => s.Key));
        Assert.Equal([0, 100_000, 50_000], sums.Select(s => s.Weighted));
        Assert.Equal([1L, 2L], sums[1].Deals);
        // √(.25·100 000² + .1875·200 000²) = 100 000: below nothing the deals cannot go.
        Assert.Equal(0, sums[1].Low);
        Assert.Equal(100_000 + 1.959964 * 100_000, sums[1].High, 0.1);
        Assert.Equal((50_000, 50_000), (sums[2].Low, sums[2].High));
    }

    [Fact]
    public void Sums_by_month_and_by_team_agree_with_the_whole()
    {
        var byMonth = WeightedFunnel.By(Deals, d => (d.ExpectedClose.Year, d.ExpectedClose.Month));
        var byTeam = WeightedFunnel.By(Deals, d => d.Team);
        Assert.Equal(150_000, byMonth.Sum(s => s.Weighted), 6);
        Assert.Equal(150_000, byTeam.Sum(s => s.Weighted), 6);
        Assert.Equal(430_000, byTeam.Sum(s => s.Amount));
    }

    // E8, I7: the two services that are asked for it say the same.
    [Theory]
    [InlineData(1, 50, 1)]
    [InlineData(1, 49, 0)]
    [InlineData(50, 29, 15)]
    [InlineData(333, 10, 33)]
    public void Each_deal_is_weighted_and_rounded_by_itself(long amount, int percent, long weighted)
    {
        var deals = Enumerable.Range(0, 7).Select(i => new OpenDeal(i, amount, percent / 100.0, new(2026, 12, 1), $"owner {i}", "t")).ToList();
        Assert.Equal(7 * weighted, WeightedFunnel.By(deals, d => d.Team).Single().Weighted);
        Assert.Equal(7 * weighted, WeightedFunnel.By(deals, d => d.Owner).Sum(sum => sum.Weighted));
    }

    [Fact]
    public void Many_deals_have_a_normal_interval()
    {
        var deals = Enumerable.Range(0, 400).Select(i => new OpenDeal(i, 1000, 0.5, new(2026, 12, 1), "a", "t"));
        var sum = WeightedFunnel.By(deals, d => d.Team).Single();
        Assert.Equal(200_000 - 1.959964 * 10_000, sum.Low, 0.1);
        Assert.Equal(200_000 + 1.959964 * 10_000, sum.High, 0.1);
    }

    [Fact]
    public void A_probability_out_of_range_is_refused() =>
        Assert.Equal("0 to 1", Assert.Throws<InsightRefusedException>(() => WeightedFunnel.By([Deals[0] with { Probability = 1.2 }], d => d.Team)).AllowedRange);

    [Fact]
    public void Conversion_is_of_the_stays_that_ended()
    {
        var stays = new StageStay[]
        {
            new(1, "lead", 3, true), new(2, "lead", 5, true), new(3, "lead", 9, false), new(4, "lead", 1, null), new(1, "offer", 8, null),
        };
        var passages = WeightedFunnel.Conversion(stays, ["lead", "offer", "won"]);
        Assert.Equal((4, 2, 1), (passages[0].Entered, passages[0].WentOn, passages[0].Lost));
        Assert.Equal(2.0 / 3, passages[0].Conversion!.Value, 12);
        Assert.Equal(4, passages[0].MeanDays);
        Assert.Null(passages[1].Conversion);
        Assert.Equal(0, passages[2].Entered);
    }

    [Fact]
    public void Velocity_is_deals_times_rate_times_amount_a_day()
    {
        Assert.Equal(20 * 0.25 * 1000 / 50, WeightedFunnel.Velocity(20, 0.25, 1000, 50), 12);
        Assert.Equal("above 0", Assert.Throws<InsightRefusedException>(() => WeightedFunnel.Velocity(1, 1, 1, 0)).AllowedRange);
        Assert.Equal(0.25, WeightedFunnel.WinRate(5, 15).Value);
    }
}
