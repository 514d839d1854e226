using CrmPlatform.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmPlatform.Gateway;

/// <summary><c>/health</c>: ready when every service is, with a line for each.</summary>
internal static class AggregateHealth
{
    public static void AddAggregateHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient("health", client => client.Timeout = TimeSpan.FromSeconds(3));
        var checks = builder.Services.AddHealthChecks();
        foreach (var service in Routes.Words.Keys)
        {
            if (builder.Configuration.AddressOf(service) is not { } address) continue;
            checks.Add(new HealthCheckRegistration(service, provider => new ServiceCheck(provider.GetRequiredService<IHttpClientFactory>(), address), HealthStatus.Unhealthy, ["ready"]));
        }
    }

    public static void MapAggregateHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains("ready"),
            ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(new
            {
                status = report.Status.ToString().ToLowerInvariant(),
                services = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString().ToLowerInvariant()),
            }),
        }).AllowAnonymous();
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
    }

    private sealed class ServiceCheck(IHttpClientFactory clients, Uri address) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                using var client = clients.CreateClient("health");
                using var response = await client.GetAsync(new Uri(address, "/health"), cancellationToken);
                if (!response.IsSuccessStatusCode) return HealthCheckResult.Unhealthy($"answers {(int)response.StatusCode}");
                // A service whose broker is away says so and goes on answering.
                return await response.Content.ReadAsStringAsync(cancellationToken) == nameof(HealthStatus.Degraded) ? HealthCheckResult.Degraded() : HealthCheckResult.Healthy();
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
            {
                return HealthCheckResult.Unhealthy("does not answer");
            }
        }
    }
}
