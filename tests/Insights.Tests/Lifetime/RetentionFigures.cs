using CrmPlatform.Insights.Domain.Lifetime;

namespace CrmPlatform.Insights.Tests.Lifetime;

/// <summary>The shifted-beta-geometric against Fader and Hardie (2007): two cohorts of 1 000, seven years to fit, twelve known.</summary>
public sealed class RetentionFigures
{
    private static readonly int[] HighEnd = [869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394];
    private static readonly int[] Regular = [631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173];

    [Theory]
    [InlineData(true, 0.668, 3.806, -1611.2)]
    [InlineData(false, 0.704, 1.182, -1680.3)]
    public void Parameters_and_likelihood(bool highEnd, double alpha, double beta, double logLikelihood)
    {
        var fit = ShiftedBetaGeometric.Fit([new Cohort(1000, (highEnd ? HighEnd : Regular)[..7])]);

        Assert.True(fit.Report.Converged, fit.Report.Remark);
        Assert.Equal(alpha, fit.Model.Alpha, 3);
        Assert.Equal(beta, fit.Model.Beta, 3);
        Assert.Equal(logLikelihood, fit.Report.LogLikelihood, 1);
    }

    /// <summary>The paper's point: projected from seven years, the twelfth is met within a few per cent of the cohort.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Five_years_ahead_are_met(bool highEnd)
    {
        var left = highEnd ? HighEnd : Regular;
        var model = ShiftedBetaGeometric.Fit([new Cohort(1000, left[..7])]).Model;

        for (var year = 8; year <= 12; year++)
            Assert.Equal(left[year - 1] / 1000.0, model.Survival(year), 0.018);
    }

    [Fact]
    public void Retention_rises_with_age_and_survival_is_its_product()
    {
        var model = new ShiftedBetaGeometric(0.668, 3.806);
        var product = 1.0;
        for (var year = 1; year <= 30; year++)
        {
            Assert.True(model.Retention(year + 1) > model.Retention(year));
            Assert.Equal(model.Survival(year - 1) - model.Survival(year), model.Churn(year), 11);
            product *= model.Retention(year);
            Assert.Equal(product, model.Survival(year), 11);
        }
    }

    /// <summary>Fader and Hardie (2010), eq. 6, against the sum it stands for.</summary>
    [Theory]
    [InlineData(1, 0.10)]
    [InlineData(4, 0.10)]
    [InlineData(10, 0.25)]
    public void Discounted_residual_lifetime_is_the_discounted_sum_of_survival(int contracts, double discount)
    {
        var model = new ShiftedBetaGeometric(3.80, 15.19);
        var sum = Enumerable.Range(contracts, 3000)
            .Sum(t => model.Survival(t) / model.Survival(contracts - 1) * Math.Pow(1 + discount, contracts - t));

        Assert.Equal(sum, model.DiscountedResidualLifetime(contracts, discount), 9);
    }
}
