using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Testing;

/// <summary>Listens to the figures that one service tells operators (X6), as an exporter would.</summary>
public sealed class FigureWatch : IDisposable
{
    /// <summary>Settings with which figures are taken often enough for a test.</summary>
    public static readonly string[] Settings = ["--Messaging:MeasureInterval=00:00:00.100"];

    private readonly ConcurrentDictionary<string, (string? Unit, double Value)> told = new();
    private readonly MeterListener listener = new();

    public FigureWatch(ServiceUnderTest service)
    {
        var scope = service.Services.GetRequiredService<IServiceScopeFactory>();
        // Other services of this process tell their figures too.
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, scope)) to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            told[instrument.Name + string.Concat(tags.ToArray().Select(tag => $" {tag.Value}"))] = (instrument.Unit, value));
        listener.Start();
    }

    /// <summary>Waits until a figure, named with what it is of (<c>crm.feed.lag customers</c>), is told with this unit and value.</summary>
    public Task TellsAsync(string figure, string unit, double value) => TellsAsync(figure, unit, told => told == value, $"{value}");

    public Task TellsAsync(string figure, string unit, Func<double, bool> value, string what) => Eventually.BecomesAsync(() =>
    {
        listener.RecordObservableInstruments();
        return Task.FromResult(told.TryGetValue(figure, out var seen) ? seen : default);
    }, seen => seen.Unit == unit && value(seen.Value), $"{figure} to tell {what} {unit}");

    public void Dispose() => listener.Dispose();

    /// <summary>How SQLite looks a service's own figures up, by the figure's name: the database's own plan.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> PlansAsync(ServiceUnderTest service)
    {
        var plans = new Dictionary<string, string>();
        foreach (var figure in service.Services.GetServices<Figure>())
        {
            plans[figure.Name] = await service.InScopeAsync(async scope =>
            {
                var db = scope.GetRequiredService<ServiceDbAccessor>().Db;
                return await SqlitePlans.OfAsync(db, () => figure.Look(db, CancellationToken.None));
            });
        }
        return plans;
    }
}
