namespace CrmPlatform.Insights.Domain.Forecasting;

/// <summary>Where the recursions begin: the state before the first observation that is smoothed, and which that is.</summary>
internal sealed record InitialState(SmoothingState State, int First);

/// <summary>Ways to begin from the data themselves.</summary>
internal static class InitialStates
{
    /// <summary>
    /// The first observation as level and the first change as trend; with a season, the mean of the first season, the
    /// mean change between the first two per observation, and what is left over (Hyndman et al. 2008, ch. 2.6.1, simplified).
    /// </summary>
    public static InitialState Heuristic(SmoothingForm form, ReadOnlySpan<double> series)
    {
        var m = form.Period;
        if (form.Season == SeasonKind.None)
            return new(new SmoothingState(series[0], form.Trend == TrendKind.None ? 0 : series[1] - series[0], []), 0);

        var level = Mean(series[..m]);
        var trend = form.Trend == TrendKind.None ? 0 : (Mean(series.Slice(m, m)) - level) / m;
        var season = new double[m];
        for (var i = 0; i < m; i++)
            season[i] = form.Season == SeasonKind.Additive ? series[i] - level : series[i] / level;
        return new(new SmoothingState(level, trend, season), 0);
    }

    /// <summary>
    /// A decomposition of the first two seasons by a centred moving average, the trend by a line through it; smoothing
    /// begins with the second season (the documented start of R's HoltWinters).
    /// </summary>
    public static InitialState Decomposed(SmoothingForm form, ReadOnlySpan<double> series)
    {
        var m = form.Period;
        var half = m / 2;
        var trend = new double[2 * m - 2 * half];
        for (var i = 0; i < trend.Length; i++)
        {
            var window = series.Slice(i, 2 * half + 1);
            // An even season is centred by half weights at both ends.
            trend[i] = m % 2 == 0 ? (Sum(window[1..^1]) + (window[0] + window[^1]) / 2) / m : Sum(window) / m;
        }
        var (sums, counts) = (new double[m], new int[m]);
        for (var i = 0; i < trend.Length; i++)
        {
            var y = series[i + half];
            sums[(i + half) % m] += form.Season == SeasonKind.Multiplicative ? y / trend[i] : y - trend[i];
            counts[(i + half) % m]++;
        }
        var season = new double[m];
        for (var i = 0; i < m; i++)
            season[i] = sums[i] / counts[i];
        var mean = Mean(season);
        for (var i = 0; i < m; i++)
            season[i] = form.Season == SeasonKind.Multiplicative ? season[i] / mean : season[i] - mean;

        // A least-squares line over 1, 2, …: its value at 0 is the level, its slope the trend.
        var (middle, average) = ((trend.Length + 1) / 2.0, Mean(trend));
        var (cross, square) = (0.0, 0.0);
        for (var i = 0; i < trend.Length; i++)
        {
            cross += (i + 1 - middle) * (trend[i] - average);
            square += (i + 1 - middle) * (i + 1 - middle);
        }
        var slope = cross / square;
        return new(new SmoothingState(average - slope * middle, form.Trend == TrendKind.None ? 0 : slope, season), m);
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    private static double Mean(ReadOnlySpan<double> values) => Sum(values) / values.Length;
}
