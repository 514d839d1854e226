namespace CrmPlatform.Insights.Domain.Forecasting;

/// <summary>Demand of one product over the periods to come, how it was foreseen, and what stock-keepers should expect in all.</summary>
internal sealed record ProductForecast(bool Intermittent, IReadOnlyList<ForecastPoint> Periods, ForecastPoint Total);

/// <summary>I7: expected demand per product for the stock-keepers; the method follows from how the product sells.</summary>
internal static class ProductDemand
{
    /// <summary>
    /// Croston's method where a demand comes in fewer than three of four periods, else the smoothing that fits best.
    /// Demand is never below 0, and its interval neither.
    /// </summary>
    public static ProductForecast Foresee(ReadOnlySpan<double> demand, int period, int horizon, double level = 0.95)
    {
        SmoothingModel.RequireHorizon(horizon);
        if (demand.Length < 2 || IntermittentDemand.IsIntermittent(demand))
        {
            var steady = IntermittentDemand.Croston(demand);
            var one = steady.Over(1, level);
            return new ProductForecast(true, [.. Enumerable.Repeat(one, horizon)], steady.Over(horizon, level));
        }
        var chosen = StatisticalForecast.Of(demand, period, horizon, level);
        ForecastPoint[] points = [.. chosen.Points.Select(p => new ForecastPoint(Math.Max(0, p.Mean), Math.Max(0, p.Low), Math.Max(0, p.High)))];
        // Errors of successive periods are taken as independent: their squares add up.
        var (mean, below, above) = (0.0, 0.0, 0.0);
        foreach (var p in chosen.Points)
        {
            mean += p.Mean;
            below += (p.Mean - p.Low) * (p.Mean - p.Low);
            above += (p.High - p.Mean) * (p.High - p.Mean);
        }
        var total = new ForecastPoint(Math.Max(0, mean), Math.Max(0, mean - Math.Sqrt(below)), Math.Max(0, mean + Math.Sqrt(above)));
        return new ProductForecast(false, points, total);
    }
}
