namespace CrmPlatform.Insights.Domain.Forecasting;

internal enum TrendKind
{
    None,
    Additive,
    Damped,
}

internal enum SeasonKind
{
    None,
    Additive,
    Multiplicative,
}

/// <summary>
/// Which exponential smoothing: without trend and season it is simple, with trend Holt's, with season Holt-Winters'.
/// </summary>
/// <param name="Period">Observations in a season; 1 without one.</param>
/// <param name="SeasonFromNewLevel">
/// The season is updated from the level after the observation, as Winters (1960) and R's HoltWinters do, instead of from
/// the level before, as Hyndman, Koehler, Ord and Snyder (2008) and statsmodels do.
/// </param>
internal sealed record SmoothingForm(TrendKind Trend, SeasonKind Season = SeasonKind.None, int Period = 1, bool SeasonFromNewLevel = false)
{
    public int InitialStates => 1 + (Trend == TrendKind.None ? 0 : 1) + (Season == SeasonKind.None ? 0 : Period);
}

/// <summary>Weights of the newest observation in level, trend and season, and the damping of the trend; all 0 to 1.</summary>
internal readonly record struct SmoothingWeights(double Alpha, double Beta = 0, double Gamma = 0, double Phi = 1);

/// <summary>Level, trend and seasons after an observation; <c>Season[0]</c> belongs to the next one.</summary>
internal sealed record SmoothingState(double Level, double Trend, double[] Season);

/// <summary>A pass over a series: one-step forecasts, the states after each observation, the sum of squared errors.</summary>
internal sealed record SmoothingRun(double[] Fitted, double[] Levels, double[] Trends, SmoothingState Final, double SumOfSquares);

/// <summary>
/// The recursions of exponential smoothing (Hyndman and Athanasopoulos, "Forecasting: Principles and Practice",
/// ch. 7; β weighs the change of level in the trend).
/// </summary>
internal static class Smoothing
{
    public static SmoothingRun Run(SmoothingForm form, SmoothingWeights w, SmoothingState initial, ReadOnlySpan<double> series)
    {
        var n = series.Length;
        var (fitted, levels, trends) = (new double[n], new double[n], new double[n]);
        var (level, trend, sum) = (initial.Level, initial.Trend, 0.0);
        var season = (double[])initial.Season.Clone();
        for (var t = 0; t < n; t++)
        {
            var y = series[t];
            var slope = form.Trend == TrendKind.None ? 0 : form.Trend == TrendKind.Damped ? w.Phi * trend : trend;
            var expected = level + slope;
            var at = form.Season == SeasonKind.None ? 0 : t % form.Period;
            var s = form.Season == SeasonKind.None ? 0 : season[at];
            fitted[t] = form.Season == SeasonKind.Multiplicative ? expected * s : expected + s;
            var error = y - fitted[t];
            sum += error * error;

            var seasonless = form.Season == SeasonKind.Multiplicative ? y / s : y - s;
            var newLevel = w.Alpha * seasonless + (1 - w.Alpha) * expected;
            var baseOfSeason = form.SeasonFromNewLevel ? newLevel : expected;
            if (form.Season == SeasonKind.Additive)
                season[at] = w.Gamma * (y - baseOfSeason) + (1 - w.Gamma) * s;
            else if (form.Season == SeasonKind.Multiplicative)
                season[at] = w.Gamma * (y / baseOfSeason) + (1 - w.Gamma) * s;
            if (form.Trend != TrendKind.None)
                trend = w.Beta * (newLevel - level) + (1 - w.Beta) * slope;
            level = newLevel;
            (levels[t], trends[t]) = (level, trend);
        }
        var next = new double[season.Length];
        for (var i = 0; i < season.Length; i++)
            next[i] = season[(n + i) % season.Length];
        return new SmoothingRun(fitted, levels, trends, new SmoothingState(level, trend, next), sum);
    }

    /// <summary>The forecast of the next <paramref name="horizon"/> observations.</summary>
    public static double[] Forecast(SmoothingForm form, SmoothingWeights w, SmoothingState state, int horizon)
    {
        var result = new double[horizon];
        var (slope, damped) = (0.0, 1.0);
        for (var h = 0; h < horizon; h++)
        {
            damped = form.Trend == TrendKind.Damped ? damped * w.Phi : 1;
            slope += form.Trend == TrendKind.None ? 0 : damped * state.Trend;
            var expected = state.Level + slope;
            result[h] = form.Season switch
            {
                SeasonKind.Additive => expected + state.Season[h % form.Period],
                SeasonKind.Multiplicative => expected * state.Season[h % form.Period],
                _ => expected,
            };
        }
        return result;
    }
}
