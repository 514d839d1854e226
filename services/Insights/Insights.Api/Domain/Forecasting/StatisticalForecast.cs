namespace CrmPlatform.Insights.Domain.Forecasting;

/// <summary>A forecast with the form that was chosen, and every form that was tried with its criterion.</summary>
internal sealed record ChosenForecast(
    SmoothingModel Model, IReadOnlyList<ForecastPoint> Points, IReadOnlyList<(SmoothingForm Form, double CorrectedAkaike)> Tried);

/// <summary>I7: statistical forecast with interval; the form is chosen by the corrected Akaike criterion.</summary>
internal static class StatisticalForecast
{
    public static ChosenForecast Of(ReadOnlySpan<double> series, int period, int horizon, double level = 0.95)
    {
        SmoothingModel.RequireHorizon(horizon);
        var forms = new List<SmoothingForm> { new(TrendKind.None) };
        if (series.Length >= 5)
            forms.AddRange([new(TrendKind.Additive), new(TrendKind.Damped)]);
        if (period > 1 && series.Length >= 3 * period)
        {
            forms.AddRange([new(TrendKind.None, SeasonKind.Additive, period), new(TrendKind.Additive, SeasonKind.Additive, period)]);
            if (AllPositive(series))
                forms.AddRange([new(TrendKind.None, SeasonKind.Multiplicative, period), new(TrendKind.Additive, SeasonKind.Multiplicative, period)]);
        }
        var models = new List<SmoothingModel>(forms.Count);
        foreach (var form in forms)
            models.Add(SmoothingModel.Fit(series, form));
        var best = models.MinBy(m => m.CorrectedAkaike)!;
        return new ChosenForecast(best, best.ForecastWithInterval(horizon, level), [.. models.Select(m => (m.Form, m.CorrectedAkaike))]);
    }

    private static bool AllPositive(ReadOnlySpan<double> series)
    {
        foreach (var y in series)
        {
            if (!(y > 0))
                return false;
        }
        return true;
    }
}
