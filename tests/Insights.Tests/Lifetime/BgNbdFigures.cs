using CrmPlatform.Insights.Domain.Lifetime;

namespace CrmPlatform.Insights.Tests.Lifetime;

/// <summary>BG/NBD on CDNOW against Fader, Hardie and Lee (2005), CLVTools, BTYD and lifetimes.</summary>
public sealed class BgNbdFigures
{
    private static readonly BgNbd<Week> Published = new(0.2425945, 4.4136, 0.79292, 2.4259);

    [Fact]
    public void Cdnow_parameters_and_likelihood_meet_the_published_ones_from_every_start()
    {
        var fit = BgNbd<Week>.Fit(Cdnow.Weeks);

        Assert.True(fit.Report.Converged, fit.Report.Remark);
        Assert.Equal(0.2425945, fit.Model.R, 7);
        Assert.Equal(4.4136, fit.Model.Alpha, 4);
        Assert.Equal(0.79292, fit.Model.A, 5);
        Assert.Equal(2.4259, fit.Model.B, 4);
        Assert.Equal(-9582.4292, fit.Report.LogLikelihood, 4);
        Assert.Equal(3, fit.Report.Starts.Count);
        Assert.All(fit.Report.Starts, s => Assert.True(s.Converged));
        Assert.All(fit.Report.Starts, s => Assert.Equal(-9582.4292, s.LogLikelihood, 4));
    }

    /// <summary>lifetimes fits the same customers with times rounded to hundredths of a week, and prints standard errors.</summary>
    [Fact]
    public void Parameters_and_standard_errors_meet_the_table_of_lifetimes()
    {
        var fit = BgNbd<Week>.Fit(Cdnow.RoundedWeeks);

        Assert.Equal(0.242593, fit.Model.R, 6);
        Assert.Equal(4.413532, fit.Model.Alpha, 5);
        Assert.Equal(0.792886, fit.Model.A, 5);
        Assert.Equal(2.425752, fit.Model.B, 5);
        Assert.Equal(0.012557, fit.Report.StandardErrors[0], 6);
        Assert.Equal(0.378221, fit.Report.StandardErrors[1], 5);
        Assert.Equal(0.185719, fit.Report.StandardErrors[2], 5);
        Assert.Equal(0.705345, fit.Report.StandardErrors[3], 0.000002);
    }

    [Fact]
    public void The_unit_of_time_changes_the_rate_and_nothing_else()
    {
        var weeks = BgNbd<Week>.Fit(Cdnow.Weeks);
        var days = BgNbd<Day>.Fit(HistoryTable<Day>.FromDays([.. Cdnow.Customers.Select(c => c.History)]));

        Assert.Equal(weeks.Model.R, days.Model.R, 8);
        Assert.Equal(weeks.Model.Alpha * 7, days.Model.Alpha, 6);
        Assert.Equal(
            weeks.Model.ExpectedPurchases(new Time<Week>(52)), days.Model.ExpectedPurchases(new Time<Week>(52).To<Day>()), 8);
    }

    [Theory]
    [InlineData(2, 30.43, 38.86, 39, 1.226, 3)]
    [InlineData(26, 216 / 7.0, 31, 52, 25.757, 3)]
    public void Purchases_to_come_of_one_customer(int repeats, double recency, double age, double horizon, double published, int digits) =>
        Assert.Equal(published, Published.ExpectedPurchases(repeats, new(recency), new(age), new(horizon)), digits);

    [Fact]
    public void Probability_alive_of_one_customer() =>
        Assert.Equal(0.96885, Published.ProbabilityAlive(26, new(216 / 7.0), new(31)), 5);

    /// <summary>E[X(52)] = 1.4440 (CLVTools, BTYD); the others from Hardie's spreadsheet, as lifetimes quotes it (to three decimals).</summary>
    [Theory]
    [InlineData(52, 1.4440)]
    [InlineData(1 / 7.0, 0.0078)]
    [InlineData(1, 0.0532)]
    [InlineData(3, 0.1506)]
    [InlineData(223 / 7.0, 1.0405)]
    [InlineData(32, 1.0437)]
    [InlineData(78, 1.8576)]
    public void Purchases_to_come_of_a_customer_not_yet_known(double weeks, double published) =>
        Assert.Equal(published, Published.ExpectedPurchases(new Time<Week>(weeks)), weeks == 52 ? 0.00005 : 0.0005);

    /// <summary>BTYD, bgnbd.pmf with parameters .243, 4.414, .793, 2.426.</summary>
    [Theory]
    [InlineData(10, 2, 1.07869e-07, 5e-13)]
    [InlineData(0, 39, 0.5737864, 5e-8)]
    [InlineData(11, 30, 0.0019995214, 5e-11)]
    [InlineData(12, 30, 0.0015170236, 5e-11)]
    [InlineData(13, 30, 0.0011633150, 5e-11)]
    [InlineData(14, 30, 0.0009003148, 5e-11)]
    [InlineData(15, 30, 0.0007023638, 5e-11)]
    [InlineData(16, 30, 0.0005517902, 5e-11)]
    [InlineData(17, 30, 0.0004361913, 5e-11)]
    [InlineData(18, 30, 0.0003467171, 5e-11)]
    [InlineData(19, 30, 0.0002769613, 5e-11)]
    [InlineData(20, 30, 0.0002222260, 5e-11)]
    public void Probability_mass(int purchases, double weeks, double published, double tolerance) =>
        Assert.Equal(published, new BgNbd<Week>(.243, 4.414, .793, 2.426).Probability(purchases, new(weeks)), tolerance);

    [Fact]
    public void The_histories_follow_from_the_dates_of_purchase()
    {
        var asOf = new DateOnly(1997, 1, 1).AddDays(272);
        foreach (var (id, days) in Cdnow.PurchaseDays())
        {
            var history = PurchaseHistory.FromDates(days.Select(d => new DateOnly(1997, 1, 1).AddDays(d)), asOf);
            Assert.Equal(Cdnow.Customers[id - 1].History, history);
        }
    }
}
