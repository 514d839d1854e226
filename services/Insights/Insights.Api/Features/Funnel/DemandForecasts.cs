using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CrmPlatform.Insights.Domain.Forecasting;
using Microsoft.Extensions.Caching.Memory;

namespace CrmPlatform.Insights.Features.Funnel;

/// <summary>
/// Forecasts that were asked for before. To fit seven forms of smoothing from many starts takes tens of milliseconds a product, and what a
/// forecast follows from, the full months behind, hardly changes; where it does, it is another series.
/// </summary>
internal sealed class DemandForecasts : IDisposable
{
    private const int MostKept = 20_000;

    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = MostKept });

    public ProductForecast Foresee(double[] demand, int period, int horizon, double level)
    {
        var series = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<double>(demand)));
        return kept.GetOrCreate((series, period, horizon, level), entry =>
        {
            entry.Size = 1;
            return ProductDemand.Foresee(demand, period, horizon, level);
        })!;
    }

    public void Dispose() => kept.Dispose();
}
