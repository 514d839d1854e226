using CrmPlatform.Insights.Domain.Numerics;

namespace CrmPlatform.Insights.Tests.Numerics;

public sealed class NumericsTests
{
    /// <summary>₂F₁(1, 1; 2; z) = −ln(1−z)/z and ₂F₁(1, ½; 3⁄2; z) = artanh(√z)/√z (Abramowitz and Stegun 15.1.3, 15.1.4).</summary>
    [Theory]
    [InlineData(0.001)]
    [InlineData(0.5)]
    [InlineData(0.849)]
    [InlineData(0.851)]
    [InlineData(0.99)]
    [InlineData(0.99999)]
    public void Hypergeometric_of_known_form(double z)
    {
        Assert.Equal(1, Hypergeometric.F1(1, 2, z) / (-Math.Log(1 - z) / z), 11);
        Assert.Equal(1, Hypergeometric.F1(0.5, 1.5, z) / (Math.Atanh(Math.Sqrt(z)) / Math.Sqrt(z)), 11);
        Assert.Equal(1, Hypergeometric.F(1, 1, 2, z) / (-Math.Log(1 - z) / z), 8);
    }

    /// <summary>Series and continued fraction agree where one takes over from the other.</summary>
    [Theory]
    [InlineData(0.6, 1.2)]
    [InlineData(200, 201.5)]
    [InlineData(1.6, 202.1)]
    [InlineData(3, 250)]
    public void Series_and_fraction_agree(double b, double c)
    {
        var (below, above) = (Hypergeometric.F1(b, c, 0.8499999), Hypergeometric.F1(b, c, 0.8500001));
        Assert.InRange(above / below, 1, 1.00001);
    }

    [Fact]
    public void Rising_factorials_are_those_of_the_gamma_function()
    {
        var rising = new RisingFactorial(0.25);
        foreach (var x in new[] { 0, 1, 2, 3, 10, 30, 80, 81, 500 })
        {
            rising.RiseTo(x);
            Assert.Equal(MathNet.Numerics.SpecialFunctions.GammaLn(0.25 + x) - MathNet.Numerics.SpecialFunctions.GammaLn(0.25), rising.Log, 10);
            Assert.Equal(MathNet.Numerics.SpecialFunctions.DiGamma(0.25 + x) - MathNet.Numerics.SpecialFunctions.DiGamma(0.25), rising.Derivative, 10);
        }
    }

    /// <summary>R: quantile(c(1, 2, 4, 8), c(0, .2, .5, .9, 1)), type 7.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.2, 1.6)]
    [InlineData(0.5, 3)]
    [InlineData(0.9, 6.8)]
    [InlineData(1, 8)]
    public void Quantiles_are_of_type_seven(double probability, double expected) =>
        Assert.Equal(expected, Quantiles.Type7([1, 2, 4, 8], probability), 12);

    /// <summary>The Rosenbrock valley as least squares, with and without a bound that cuts the minimum off.</summary>
    [Theory]
    [InlineData(double.PositiveInfinity, 1, 1)]
    [InlineData(0.5, 0.5, 0.25)]
    public void Least_squares_finds_the_floor_of_the_valley(double upper, double x, double y)
    {
        var (found, _, converged) = LeastSquares.Minimise(
            (v, r) => (r[0], r[1]) = (10 * (v[1] - v[0] * v[0]), 1 - v[0]),
            [-1.2, 1], [double.NegativeInfinity, double.NegativeInfinity], [upper, double.PositiveInfinity], 2);
        Assert.True(converged);
        Assert.Equal(x, found[0], 6);
        Assert.Equal(y, found[1], 6);
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(-1e-12)]
    [InlineData(0.3)]
    [InlineData(-40)]
    [InlineData(5)]
    public void Exp_minus_one_keeps_its_digits(double x)
    {
        var expected = Math.Abs(x) < 1e-6 ? x + x * x / 2 : Math.Exp(x) - 1;
        Assert.Equal(1, x.ExpM1() / expected, 12);
    }
}
