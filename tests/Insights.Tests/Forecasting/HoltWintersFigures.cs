using CrmPlatform.Insights.Domain.Forecasting;

namespace CrmPlatform.Insights.Tests.Forecasting;

/// <summary>Seasonal smoothing against statsmodels' tests (Australian tourists) and R's HoltWinters (air passengers).</summary>
public sealed class HoltWintersFigures
{
    private static readonly SmoothingForm TouristsMultiplicative = new(TrendKind.Additive, SeasonKind.Multiplicative, 4);
    private static readonly SmoothingForm TouristsAdditive = new(TrendKind.Additive, SeasonKind.Additive, 4);
    private static readonly SmoothingForm WintersMultiplicative = new(TrendKind.Additive, SeasonKind.Multiplicative, 12, SeasonFromNewLevel: true);
    private static readonly SmoothingForm WintersAdditive = new(TrendKind.Additive, SeasonKind.Additive, 12, SeasonFromNewLevel: true);

    /// <summary>Box, Jenkins and Reinsel's series G: international air passengers by month, 1949 to 1960, in thousands.</summary>
    private static readonly double[] Passengers =
    [
        112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140,
        145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194,
        196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229,
        242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306,
        315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337,
        360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
    ];

    /// <summary>statsmodels: 61.3083, 37.3730, 46.9652, 51.5578 to three decimals; its optimum too learns nothing from errors.</summary>
    [Fact]
    public void Tourists_with_a_season_that_multiplies()
    {
        double[] published = [61.3083, 37.3730, 46.9652, 51.5578];
        var model = SmoothingModel.Fit(SmoothingFigures.Series("austourists"), TouristsMultiplicative);
        var forecast = model.Forecast(4);
        Assert.True(model.Converged);
        for (var i = 0; i < 4; i++)
            Assert.Equal(published[i], forecast[i], 3);
    }

    [Fact]
    public void No_start_is_left_in_a_higher_valley()
    {
        var series = SmoothingFigures.Series("austourists");
        var free = SmoothingModel.Fit(series, TouristsAdditive);
        Assert.All(
            new FixedWeights[] { new(0, 0, 0), new(0.4, 0, 0.7), new(0.1, 0.1, 0.1), new(0.9, 0, 0.1), new(0.3, 0.001, 0.4) },
            held => Assert.True(free.Run.SumOfSquares <= SmoothingModel.Fit(series, TouristsAdditive, held).Run.SumOfSquares + 1e-9));
    }

    /// <summary>R's printed weights give R's printed coefficients: the recursions and the start are the same.</summary>
    [Fact]
    public void Air_passengers_have_the_coefficients_R_prints_for_the_weights_R_prints()
    {
        double[] seasons = [0.9464611, 0.8829239, 0.9717369, 1.0304825, 1.0476884, 1.1805272, 1.3590778, 1.3331706, 1.1083381, 0.9868813, 0.8361333, 0.9209877];
        var model = SmoothingModel.Fit(Passengers, WintersMultiplicative, new(0.2755925, 0.03269295, 0.8707292), InitialStateMethod.Decomposed);

        Assert.Equal(469.3232, model.Run.Final.Level, 4);
        Assert.Equal(3.021539, model.Run.Final.Trend, 5);
        for (var i = 0; i < 12; i++)
            Assert.Equal(seasons[i], model.Run.Final.Season[i], 6);
    }

    /// <summary>R: α 0.2755925, β 0.03269295, γ 0.8707292, where its optimiser stops; ours goes on to the optimum nearby.</summary>
    [Fact]
    public void Air_passengers_fitted_with_a_season_that_multiplies()
    {
        var model = SmoothingModel.Fit(Passengers, WintersMultiplicative, method: InitialStateMethod.Decomposed);
        var atR = SmoothingModel.Fit(Passengers, WintersMultiplicative, new(0.2755925, 0.03269295, 0.8707292), InitialStateMethod.Decomposed);

        Assert.Equal(0.2756, model.Weights.Alpha, 4);
        Assert.Equal(0.0327, model.Weights.Beta, 4);
        Assert.Equal(0.8707, model.Weights.Gamma, 0.0001);
        Assert.InRange(atR.Run.SumOfSquares - model.Run.SumOfSquares, 0, 0.001);
    }

    /// <summary>R: α 0.2479595, β 0.03453373, γ 1.</summary>
    [Fact]
    public void Air_passengers_fitted_with_a_season_that_adds()
    {
        var model = SmoothingModel.Fit(Passengers, WintersAdditive, method: InitialStateMethod.Decomposed);

        Assert.Equal(0.24796, model.Weights.Alpha, 4);
        Assert.Equal(0.0345, model.Weights.Beta, 4);
        Assert.Equal(1, model.Weights.Gamma);
    }

    [Fact]
    public void The_form_that_is_chosen_for_air_passengers_multiplies_and_its_interval_holds_the_held_back_year()
    {
        var chosen = StatisticalForecast.Of(Passengers.AsSpan(0, 132), 12, 12, 0.95);

        Assert.Equal(SeasonKind.Multiplicative, chosen.Model.Form.Season);
        Assert.Equal(7, chosen.Tried.Count);
        Assert.Equal(chosen.Tried.Min(t => t.CorrectedAkaike), chosen.Model.CorrectedAkaike);
        var held = Enumerable.Range(0, 12).Count(m => chosen.Points[m].Low <= Passengers[132 + m] && Passengers[132 + m] <= chosen.Points[m].High);
        Assert.InRange(held, 10, 12);
        Assert.True(chosen.Points[11].High - chosen.Points[11].Low > chosen.Points[0].High - chosen.Points[0].Low);
    }

    [Fact]
    public void The_simulated_interval_is_the_same_on_every_run()
    {
        var model = SmoothingModel.Fit(SmoothingFigures.Series("austourists"), TouristsMultiplicative);
        Assert.Equal(model.ForecastWithInterval(8), model.ForecastWithInterval(8));
    }

    [Fact]
    public void A_series_without_a_season_gets_none()
    {
        double[] line = [.. Enumerable.Range(0, 40).Select(i => 10 + 2.0 * i + (i * 7919 % 13 - 6) * 0.05)];
        var chosen = StatisticalForecast.Of(line, 12, 6);
        Assert.Equal(SeasonKind.None, chosen.Model.Form.Season);
        Assert.Equal(10 + 2.0 * 45, chosen.Points[5].Mean, 0.5);
    }
}
