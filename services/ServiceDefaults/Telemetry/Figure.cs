using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Telemetry;

/// <summary>A figure of the business or of the house that is worth a curve: open complaints, overdue follow-ups.</summary>
/// <param name="Name">By OpenTelemetry's manner: <c>crm.complaints.open</c>.</param>
/// <param name="Unit">UCUM: <c>{complaint}</c>, <c>s</c>.</param>
/// <param name="Look">Counts it, by an index and past the row scope: nobody asks, so nobody's scope holds.</param>
public sealed record Figure(string Name, string Unit, string Description, Func<ServiceDb, CancellationToken, Task<double>> Look);

public static class FigureSetup
{
    /// <summary>Adds figures of a service to those the house takes; <typeparamref name="TDb"/> is the service's database.</summary>
    public static void AddFigure<TDb>(
        this IServiceCollection services, string name, string unit, string description, Func<TDb, DateTimeOffset, CancellationToken, Task<int>> count) where TDb : ServiceDb =>
        services.AddSingleton(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            return new Figure(name, unit, description, async (db, token) => await count((TDb)db, time.GetUtcNow(), token));
        });
}
