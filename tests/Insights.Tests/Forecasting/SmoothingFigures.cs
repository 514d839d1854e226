using System.Text.Json;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Forecasting;

namespace CrmPlatform.Insights.Tests.Forecasting;

/// <summary>Exponential smoothing against Hyndman and Athanasopoulos as statsmodels' tests print them.</summary>
public sealed class SmoothingFigures
{
    private static readonly SmoothingForm Simple = new(TrendKind.None);
    private static readonly SmoothingForm Holt = new(TrendKind.Additive);
    private static readonly SmoothingForm Damped = new(TrendKind.Damped);

    internal static double[] Series(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(ReferenceData.Path("forecast", "holtwinters_series.json")));
        return [.. document.RootElement.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
    }

    [Theory]
    [InlineData(0.2, 484.802468)]
    [InlineData(0.6, 501.837461)]
    public void Oil_with_a_given_weight(double alpha, double published) =>
        Assert.Equal(published, SmoothingModel.Fit(Series("oildata"), Simple, new(alpha), InitialStateMethod.Heuristic).Forecast(1)[0], 6);

    [Fact]
    public void Oil_level_after_each_year()
    {
        double[] published =
        [
            446.65652290, 448.21987962, 449.7084985, 444.49324656, 446.84886283, 445.59670028,
            441.54386424, 450.26498098, 461.4216172, 474.49569042, 482.45033014, 484.80246797,
        ];
        var levels = SmoothingModel.Fit(Series("oildata"), Simple, new(0.2), InitialStateMethod.Heuristic).Run.Levels;
        for (var i = 0; i < published.Length; i++)
            Assert.Equal(published[i], levels[i], 7);
    }

    /// <summary>statsmodels: weight 0.891998, initial level 447.478440, forecast 496.493543, its optimiser being off in the sixth digit.</summary>
    [Fact]
    public void Oil_with_everything_estimated()
    {
        var model = SmoothingModel.Fit(Series("oildata"), Simple);
        Assert.True(model.Converged);
        Assert.Equal(0.89200, model.Weights.Alpha, 5);
        Assert.Equal(447.4784, model.Initial.Level, 3);
        Assert.Equal(496.4935, model.Forecast(1)[0], 4);
    }

    [Fact]
    public void Air_passengers_by_holt()
    {
        double[] published = [43.76, 45.59, 47.43, 49.27, 51.10];
        double[] trends = [3.617628, 3.59006512, 3.33438212, 3.23657639, 2.69263502, 2.46388914, 2.2229097, 1.95959226, 1.47054601, 1.3604894, 1.28045881, 1.20355193, 1.88267152, 2.09564416, 1.83655482];
        var model = SmoothingModel.Fit(Series("air_ausair"), Holt, new(0.8, 0.2), InitialStateMethod.Heuristic);
        var forecast = model.Forecast(5);
        for (var i = 0; i < 5; i++)
            Assert.Equal(published[i], forecast[i], 2);
        for (var i = 0; i < trends.Length; i++)
            Assert.Equal(trends[i], model.Run.Trends[i], 6);
    }

    [Fact]
    public void Air_passengers_with_a_damped_trend()
    {
        double[] published = [42.85, 43.81, 44.66, 45.41, 46.06];
        var forecast = SmoothingModel.Fit(Series("air_ausair"), Damped, new(0.8, 0.2)).Forecast(5);
        for (var i = 0; i < 5; i++)
            Assert.Equal(published[i], forecast[i], 0.006);
    }

    /// <summary>Livestock: the weight of the level is 1, on its bound.</summary>
    [Fact]
    public void Livestock_simple()
    {
        var model = SmoothingModel.Fit(Series("livestock2"), Simple);
        Assert.Equal(1.00, model.Weights.Alpha, 2);
        Assert.Equal(263.96, model.Initial.Level, 0.05);
        Assert.Equal(6761.35, model.Run.SumOfSquares, 2);
    }

    [Fact]
    public void Livestock_with_a_damped_trend()
    {
        var model = SmoothingModel.Fit(Series("livestock2"), Damped, new(Phi: 0.98));
        Assert.Equal(0.98, model.Weights.Alpha, 2);
        Assert.Equal(0.00, model.Weights.Beta, 2);
        Assert.Equal(257.36, model.Initial.Level, 2);
        Assert.Equal(6.64, model.Initial.Trend, 2);
        Assert.Equal(6036.56, model.Run.SumOfSquares, 2);
    }

    /// <summary>The states of R's ets for given parameters, as statsmodels' test of the damped trend quotes them.</summary>
    [Fact]
    public void Livestock_states_of_R()
    {
        var run = Smoothing.Run(
            Damped, new(0.97402626, 0.00010006, Phi: 0.98), new(252.59039965, 6.90265918, []), Series("livestock2"));
        double[] levels = [263.7992355246843, 268.3623324350207, 261.0312983437606, 266.6590942700923, 277.3958197247272];
        double[] fitted = [259.3550056432622, 270.4289967934267, 274.8592904290865, 267.3969251260200, 272.8973342399166];
        for (var i = 0; i < levels.Length; i++)
        {
            Assert.Equal(levels[i], run.Levels[i], 0.000002);
            Assert.Equal(fitted[i], run.Fitted[i], 3);
        }
        Assert.Equal(195.4397924865488, run.SumOfSquares / 31, 0.001);
    }

    /// <summary>The interval of simple smoothing: σ² (1 + (h − 1) α²).</summary>
    [Fact]
    public void Intervals_widen_as_the_theory_says()
    {
        var model = SmoothingModel.Fit(Series("oildata"), Simple, new(0.6), InitialStateMethod.Heuristic);
        var points = model.ForecastWithInterval(5, 0.95);
        for (var h = 1; h <= 5; h++)
        {
            var half = 1.959964 * Math.Sqrt(model.Variance * (1 + (h - 1) * 0.36));
            Assert.Equal(half, points[h - 1].High - points[h - 1].Mean, 0.0001);
            Assert.Equal(half, points[h - 1].Mean - points[h - 1].Low, 0.0001);
        }
        var holt = SmoothingModel.Fit(Series("air_ausair"), Holt, new(0.8, 0.2), InitialStateMethod.Heuristic);
        var third = holt.ForecastWithInterval(3)[2];
        var weights = new[] { 0.8 + 0.16, 0.8 + 0.32 };
        Assert.Equal(1.959964 * Math.Sqrt(holt.Variance * (1 + weights.Sum(w => w * w))), third.High - third.Mean, 0.0001);
    }

    [Fact]
    public void A_series_too_short_not_a_number_or_a_bad_horizon_is_refused()
    {
        static string Code(Func<object> act) => Assert.Throws<InsightRefusedException>(act).Code;
        Assert.Equal("forecast.series-too-short", Code(() => SmoothingModel.Fit([1], Simple)));
        Assert.Equal("forecast.series-too-short", Code(() => SmoothingModel.Fit([1, 2, 3, 4, 5, 6, 7, 8], new(TrendKind.None, SeasonKind.Additive, 4))));
        Assert.Equal("forecast.not-a-number", Code(() => SmoothingModel.Fit([1, double.NaN, 3], Simple)));
        Assert.Equal("forecast.not-positive", Code(() => SmoothingModel.Fit([1, 2, 0, 4, 5, 6], new(TrendKind.None, SeasonKind.Multiplicative, 2))));
        Assert.Equal("0 to 1", Assert.Throws<InsightRefusedException>(() => SmoothingModel.Fit([1, 2, 3], Simple, new(1.5))).AllowedRange);
        Assert.Equal("1 to 1000", Assert.Throws<InsightRefusedException>(() => SmoothingModel.Fit([1, 2, 3], Simple).Forecast(0)).AllowedRange);
    }
}
