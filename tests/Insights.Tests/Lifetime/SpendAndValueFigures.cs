using CrmPlatform.Insights.Domain.Lifetime;

namespace CrmPlatform.Insights.Tests.Lifetime;

/// <summary>Gamma-Gamma and lifetime value on CDNOW against Fader and Hardie (2013), CLVTools and lifetimes.</summary>
public sealed class SpendAndValueFigures
{
    [Fact]
    public void Cdnow_parameters_and_likelihood_meet_the_published_ones()
    {
        var fit = GammaGamma.Fit(Cdnow.Spends);

        Assert.True(fit.Report.Converged, fit.Report.Remark);
        Assert.Equal(946, Cdnow.Spends.Count(s => s.Repeats > 0));
        Assert.Equal(6.25, fit.Model.P, 2);
        Assert.Equal(3.74, fit.Model.Q, 2);
        Assert.Equal(15.44, fit.Model.V, 2);
        Assert.Equal(-4055.9177, fit.Report.LogLikelihood, 4);
        Assert.Equal(35.25, Cdnow.Spends.Average(s => fit.Model.ExpectedSpend(s.Repeats, s.MeanSpend)), 2);
        Assert.All(fit.Report.Starts, s => Assert.Equal(-4055.9177, s.LogLikelihood, 4));
    }

    /// <summary>Hardie's spreadsheet to note 25, as lifetimes quotes it (the first ten customers).</summary>
    [Theory]
    [InlineData(2, 22.35, 24.65)]
    [InlineData(1, 11.77, 18.91)]
    [InlineData(0, 0, 35.17)]
    [InlineData(7, 73.74, 71.46)]
    [InlineData(2, 25.55, 27.28)]
    public void Expected_spend_of_one_customer(int repeats, double mean, double published) =>
        Assert.Equal(published, GammaGamma.Fit(Cdnow.Spends).Model.ExpectedSpend(repeats, mean), 0.011);

    /// <summary>
    /// lifetimes, Quickstart: value over 12 periods of 30 at 1 % a period, and the spend it multiplies by; what it
    /// discounts is the ratio of the two.
    /// </summary>
    [Theory]
    [InlineData(2, 30.43, 38.86, 140.096211, 24.658619)]
    [InlineData(1, 1.71, 38.86, 18.943467, 18.911489)]
    [InlineData(0, 0, 38.86, 38.180574, 35.170981)]
    [InlineData(7, 29.43, 38.86, 1003.868107, 71.462843)]
    [InlineData(1, 5.00, 38.86, 28.109683, 18.911489)]
    [InlineData(2, 35.71, 38.86, 167.418216, 27.282408)]
    public void Discounted_value_of_one_customer(int repeats, double recency, double age, double value, double spend)
    {
        var purchases = BgNbd<Week>.Fit(Cdnow.RoundedWeeks).Model;
        var model = new LifetimeValueModel<Week>(purchases, new GammaGamma(6.25, 3.74, 15.44), new ValueHorizon<Week>(12, new(30), 0.01), 1);

        Assert.Equal(value / spend, model.Value(repeats, new(recency), new(age), 20).DiscountedPurchases, 5);
    }

    [Fact]
    public void Value_is_discounted_purchases_times_spend_times_margin()
    {
        var model = new LifetimeValueModel<Week>(
            new(0.2426, 4.4136, 0.7929, 2.4259), new GammaGamma(6.25, 3.74, 15.44), new ValueHorizon<Week>(52, new(1), 0.002), 0.3);

        var value = model.Value(3, new(30), new(38), 40);

        Assert.Equal(value.DiscountedPurchases * value.ExpectedSpend * 0.3, value.Value, 10);
        Assert.Equal(model.DiscountedByPeriod(3, new(30), new(38)).Sum(), value.DiscountedPurchases, 10);
        Assert.Equal(value.Value / value.ProbabilityAlive, value.ValueIfAlive, 10);
        Assert.True(value.DiscountedPurchases < value.ExpectedPurchases);
    }

    [Fact]
    public void A_yearly_discount_is_the_same_over_weeks_as_over_months()
    {
        var weekly = ValueHorizon<Week>.WithYearlyDiscount(52, new(1), 0.10);
        var monthly = ValueHorizon<Month>.WithYearlyDiscount(12, new(1), 0.10);

        Assert.Equal(1 / 1.10, monthly.Discount(12), 12);
        Assert.Equal(Math.Pow(1.10, -364 / 365.2425), weekly.Discount(52), 12);
    }
}
