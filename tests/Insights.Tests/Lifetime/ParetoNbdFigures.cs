using CrmPlatform.Insights.Domain.Lifetime;

namespace CrmPlatform.Insights.Tests.Lifetime;

/// <summary>Pareto/NBD on CDNOW against CLVTools and the BTYD walkthrough.</summary>
public sealed class ParetoNbdFigures
{
    private static readonly ParetoNbd<Week> Published = new(0.5533, 10.578, 0.6062, 11.669);

    [Fact]
    public void Cdnow_parameters_and_likelihood_meet_the_published_ones()
    {
        var fit = Cdnow.Pareto;

        Assert.True(fit.Report.Converged, fit.Report.Remark);
        Assert.Equal(0.5533, fit.Model.R, 4);
        Assert.Equal(10.578, fit.Model.Alpha, 3);
        Assert.Equal(0.6062, fit.Model.S, 4);
        Assert.Equal(11.669, fit.Model.Beta, 3);
        Assert.Equal(-9594.976, fit.Report.LogLikelihood, 3);
        Assert.All(fit.Report.Starts, s => Assert.Equal(-9594.976, s.LogLikelihood, 3));
    }

    /// <summary>CLVTools prints 0.0476264, 0.8427222, 0.1872594 and 6.2105448, from a difference of its own.</summary>
    [Fact]
    public void Standard_errors_meet_those_of_CLVTools()
    {
        var errors = Cdnow.Pareto.Report.StandardErrors;
        Assert.Equal(0.04763, errors[0], 5);
        Assert.Equal(0.84272, errors[1], 5);
        Assert.Equal(0.1873, errors[2], 4);
        Assert.Equal(6.211, errors[3], 3);
    }

    [Fact]
    public void The_walkthrough_s_customer()
    {
        Assert.Equal(1.4734, Cdnow.Pareto.Model.ExpectedPurchases(new Time<Week>(52)), 4);
        Assert.Equal(25.46, Published.ExpectedPurchases(26, new(30.86), new(31), new(52)), 2);
        Assert.Equal(0.9979, new ParetoNbd<Week>(0.5534, 10.5802, 0.6061, 11.6562).ProbabilityAlive(26, new(30.86), new(31)), 4);
    }

    /// <summary>BTYD, pnbd.PAlive: a customer who made no repeat purchase in 39 weeks is alive with 0.2941633 — and not with 1.</summary>
    [Fact]
    public void A_customer_who_never_bought_again_may_have_died() =>
        Assert.Equal(0.294, Published.ProbabilityAlive(0, new(0), new(39)), 3);

    /// <summary>BTYD walkthrough, the increasing frequency paradox: the more bought early, the less is to come after silence.</summary>
    [Theory]
    [InlineData(10, 0.706)]
    [InlineData(15, 0.144)]
    [InlineData(20, 0.0225)]
    [InlineData(25, 0.00309)]
    public void The_increasing_frequency_paradox(int repeats, double published) =>
        Assert.Equal(published, Published.ExpectedPurchases(repeats, new(20), new(39), new(52)), published * 0.002);

    /// <summary>The walkthrough's table of the held-out 39 weeks by purchases in the first 39: customers, actual and expected means.</summary>
    [Theory]
    [InlineData(0, 1411, 0.237, 0.138)]
    [InlineData(1, 439, 0.697, 0.600)]
    [InlineData(2, 214, 1.393, 1.196)]
    [InlineData(3, 100, 1.560, 1.714)]
    [InlineData(4, 62, 2.532, 2.399)]
    [InlineData(5, 38, 2.947, 2.907)]
    [InlineData(6, 29, 3.862, 3.819)]
    [InlineData(7, 64, 6.359, 6.403)]
    public void Held_out_purchases_by_frequency(int repeats, int customers, double actual, double expected)
    {
        var bin = Cdnow.Customers.Where(c => Math.Min(7, c.History.Repeats) == repeats).ToArray();
        var model = Cdnow.Pareto.Model;

        Assert.Equal(customers, bin.Length);
        Assert.Equal(actual, bin.Average(c => c.HeldOut), 3);
        Assert.Equal(
            expected,
            bin.Average(c => model.ExpectedPurchases(
                c.History.Repeats, Time<Week>.FromDays(c.History.RecencyDays), Time<Week>.FromDays(c.History.AgeDays), new(39))),
            0.0011);
    }

    [Fact]
    public void The_probability_mass_adds_up_to_one_and_to_the_expectation()
    {
        var time = new Time<Week>(39);
        var mass = Enumerable.Range(0, 400).Select(n => Published.Probability(n, time)).ToArray();

        Assert.Equal(1, mass.Sum(), 8);
        Assert.Equal(Published.ExpectedPurchases(time), mass.Select((p, n) => n * p).Sum(), 6);
    }
}
