using MathNet.Numerics.Distributions;

namespace CrmPlatform.Insights.Domain.Forecasting;

/// <summary>Demand per period of a product that is not sold in every period, and of the periods to come together.</summary>
internal sealed record DemandForecast(double PerPeriod, double MeanSize, double MeanInterval, double Variance)
{
    /// <summary>Demand over the horizon: sums of independent periods, bounded at 0 below.</summary>
    public ForecastPoint Over(int periods, double level = 0.95)
    {
        SmoothingModel.RequireHorizon(periods);
        Surveys.Intervals.RequireLevel(level);
        var half = Normal.InvCDF(0, 1, (1 + level) / 2) * Math.Sqrt(periods * Variance);
        return new ForecastPoint(periods * PerPeriod, Math.Max(0, periods * PerPeriod - half), periods * PerPeriod + half);
    }
}

/// <summary>I7: expected demand per product for the stock-keepers where demand is intermittent.</summary>
internal static class IntermittentDemand
{
    /// <summary>Mean interval between demands from which smoothing the series as it is does worse (Syntetos, Boylan and Croston 2005).</summary>
    public const double IntermittentFrom = 1.32;

    public static bool IsIntermittent(ReadOnlySpan<double> demand)
    {
        var sold = 0;
        foreach (var d in demand)
            sold += d > 0 ? 1 : 0;
        return sold > 0 && (double)demand.Length / sold >= IntermittentFrom;
    }

    /// <summary>
    /// Croston (1972, Operational Research Quarterly 23): sizes z and intervals p of demands are smoothed apart, each
    /// begun at its first; the forecast is z/p. With <paramref name="corrected"/> times 1 − α/2, which takes out its bias
    /// (Syntetos and Boylan 2005, International Journal of Forecasting 21).
    /// </summary>
    public static DemandForecast Croston(ReadOnlySpan<double> demand, double alpha = 0.1, bool corrected = true)
    {
        if (!(alpha is > 0 and <= 1))
            throw InsightRefusedException.OutOfRange(nameof(alpha), alpha, "above 0 to 1");
        var (size, interval, since, sold) = (0.0, 0.0, 0, 0);
        var (sum, squares) = (0.0, 0.0);
        foreach (var d in demand)
        {
            if (!(d >= 0) || !double.IsFinite(d))
                throw InsightRefusedException.CannotFit("forecast.negative-demand", $"A demand of {d} is not one; returns must be netted before.");
            since++;
            if (d == 0)
                continue;
            (size, interval) = sold == 0 ? (d, since) : (size + alpha * (d - size), interval + alpha * (since - interval));
            since = 0;
            sold++;
            sum += d;
            squares += d * d;
        }
        if (sold == 0)
            throw InsightRefusedException.CannotFit("forecast.no-demand", "The product was never sold in the periods given.");
        var chance = 1 / interval;
        var spread = sold > 1 ? Math.Max(0, (squares - sum * sum / sold) / (sold - 1)) : 0;
        // A period has a demand with that chance, of that mean and spread: the variance of the product.
        return new DemandForecast(
            (corrected ? 1 - alpha / 2 : 1) * size / interval, size, interval, chance * spread + chance * (1 - chance) * size * size);
    }
}
