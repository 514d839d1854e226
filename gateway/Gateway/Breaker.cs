using System.Diagnostics;
using System.Globalization;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace CrmPlatform.Gateway;

/// <summary>
/// A service that does not answer is left alone for a while: its callers hear so at once, in a problem document, and the other
/// services go on as if nothing were.
/// </summary>
internal static class Breaker
{
    public static void MapServices(this WebApplication app)
    {
        var rest = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.Rest;
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(async (context, next) =>
            {
                context.Items[FailuresInARow.BeganAt] = Stopwatch.GetTimestamp();
                await next();
                if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return;
                if (context.GetForwarderErrorFeature() is not { } error && context.Response.StatusCode != StatusCodes.Status503ServiceUnavailable) return;
                await WriteAsync(context, rest);
            });
            proxy.UseFarewell();
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
    }

    private static Task WriteAsync(HttpContext context, TimeSpan rest)
    {
        var service = context.GetReverseProxyFeature().Cluster.Config.ClusterId.Split('-')[0];
        var slow = context.GetForwarderErrorFeature()?.Error is ForwarderError.RequestTimedOut;
        var status = context.Response.StatusCode is >= 400 and < 500 ? context.Response.StatusCode : slow ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status503ServiceUnavailable;
        if (status < 500)
            return Problems.WriteAsync(context, Problems.Create(status, Problems.CodeOf(status), status == StatusCodes.Status413PayloadTooLarge
                ? "The body is larger than what is taken here."
                : "The request broke off on its way."));
        context.Response.Headers.RetryAfter = Math.Max(1, (int)rest.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var problem = Problems.Create(status, "unavailable", slow
            ? $"The service '{service}' did not answer in time. Others are not affected."
            : $"The service '{service}' is not available at present. Others are not affected.");
        problem.Extensions["service"] = service;
        return Problems.WriteAsync(context, problem);
    }
}

/// <summary>
/// Counts failures in a row. The library's own policy looks at the rate over a window of traffic; here three in a row are enough, and
/// the first answer after the rest makes the service well again. A service that has answered anybody while a request waited in vain is slow
/// with that one, and not away: whoever asks for too much at once shuts nobody else out.
/// </summary>
internal sealed class FailuresInARow(IDestinationHealthUpdater updater, IOptions<GatewayOptions> options) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "FailuresInARow";

    /// <summary>Under which a request carries when it was sent on (<see cref="Stopwatch"/>).</summary>
    public static readonly object BeganAt = new();

    private const int Enough = 3;
    private readonly System.Runtime.CompilerServices.ConditionalWeakTable<DestinationState, Count> counts = [];

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        var count = counts.GetOrCreateValue(destination);
        if (context.GetForwarderErrorFeature()?.Error is not { } error)
        {
            (count.Value, count.AnsweredAt) = (0, Stopwatch.GetTimestamp());
            if (destination.Health.Passive != DestinationHealth.Healthy) updater.SetPassive(cluster, destination, DestinationHealth.Healthy, TimeSpan.Zero);
            return;
        }
        // What the client broke off says nothing about the service.
        if (error is not (ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.RequestCreation or ForwarderError.ResponseHeaders or ForwarderError.NoAvailableDestinations)
            || context.RequestAborted.IsCancellationRequested) return;
        if (error is ForwarderError.RequestTimedOut && context.Items[BeganAt] is long began && count.AnsweredAt > began) return;
        if (Interlocked.Increment(ref count.Value) >= Enough) updater.SetPassive(cluster, destination, DestinationHealth.Unhealthy, options.Value.Rest);
    }

    private sealed class Count
    {
        public int Value;
        public long AnsweredAt;
    }
}
