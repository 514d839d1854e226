using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CrmPlatform.ServiceDefaults.Telemetry;

public static class TelemetrySetup
{
    /// <summary>
    /// Traces, metrics and logs for everything in this process. A host of several services calls it once for all of them and tells
    /// them <c>Telemetry:Shared</c>; otherwise each would record the others' spans too.
    /// </summary>
    public static void AddPlatformTelemetry(
        this WebApplicationBuilder builder, string service, Action<TracerProviderBuilder>? traces = null, Action<MeterProviderBuilder>? metrics = null)
    {
        var export = !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        if (!export && traces is null && metrics is null) return;

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"crm-{service}", serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString())
                // Last, so that what the operator calls it and its instance counts, and a restart in one place makes no new series.
                .AddEnvironmentVariableDetector())
            .WithTracing(tracing =>
            {
                tracing.AddSource(ServiceTrace.SourceName, "MassTransit", "Yarp.ReverseProxy")
                    .AddAspNetCoreInstrumentation(options => options.Filter = context =>
                        !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/alive")
                        && !context.Request.Path.StartsWithSegments("/internal/events"))
                    .AddHttpClientInstrumentation(options => options.FilterHttpRequestMessage = request =>
                        request.RequestUri?.AbsolutePath is not ("/internal/events" or "/health"))
                    // SQL Server's client tells of every command itself; SQLite's does not, so EF tells for it.
                    .AddSqlClientInstrumentation()
                    .AddEntityFrameworkCoreInstrumentation(options => options.Filter = (provider, _) => provider == "Microsoft.EntityFrameworkCore.Sqlite");
                tracing.AddProcessor(new LinkSecrets());
                traces?.Invoke(tracing);
            })
            .WithMetrics(meters =>
            {
                meters.AddMeter("CrmPlatform", "MassTransit", "Yarp.ReverseProxy").AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation();
                metrics?.Invoke(meters);
            });
        if (export) telemetry.UseOtlpExporter();
    }
}
