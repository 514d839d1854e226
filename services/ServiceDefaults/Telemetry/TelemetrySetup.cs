using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CrmPlatform.ServiceDefaults.Telemetry;

public static class TelemetrySetup
{
    /// <summary>
    /// Traces, metrics and logs for everything in this process. A host of several services calls it once for all of them and tells
    /// them who it is with <c>Telemetry:Shared</c>; otherwise each would record the others' spans too.
    /// </summary>
    public static void AddPlatformTelemetry(
        this WebApplicationBuilder builder, string service, Action<TracerProviderBuilder>? traces = null, Action<MeterProviderBuilder>? metrics = null)
    {
        var export = !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        if (!export && traces is null && metrics is null) return;

        builder.Logging.AddOpenTelemetry(Tell);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Called(resource, service))
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

    /// <summary>
    /// What a service writes into its log, where <paramref name="host"/> records traces and metrics of the whole process: a log is its
    /// service's own.
    /// </summary>
    internal static void AddLogsOfShared(this WebApplicationBuilder builder, string host, string service)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        builder.Logging.AddOpenTelemetry(logging =>
        {
            Tell(logging);
            logging.SetResourceBuilder(Called(ResourceBuilder.CreateDefault(), host).AddAttributes([new("crm.service", service)])).AddOtlpExporter();
        });
    }

    // Without scopes: that of a request has its path, and some paths are a key (LinkSecrets). Trace and span stand beside each line anyway.
    private static void Tell(OpenTelemetryLoggerOptions logging) => logging.IncludeFormattedMessage = true;

    // The environment last, so that what the operator calls it and its instance counts, and a restart in one place makes no new series.
    private static ResourceBuilder Called(ResourceBuilder resource, string service) =>
        resource.AddService($"crm-{service}", serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString()).AddEnvironmentVariableDetector();
}
