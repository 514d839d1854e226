using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using CrmPlatform.Notifications.Data;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Live;

/// <summary>An answer that goes on: server-sent events until the client leaves, its token ends, or it stops reading.</summary>
internal sealed class LiveStream(LiveConnection connection, long? lastEventId, DateTimeOffset? until) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/event-stream"]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var hub = services.GetRequiredService<LiveHub>();
        var options = services.GetRequiredService<IOptions<StreamOptions>>().Value;
        var time = services.GetRequiredService<TimeProvider>();
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // The token has been looked at; what lasts for hours need not carry two kilobytes of it along.
        httpContext.Request.Headers.Authorization = default;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, connection.Dropped);
        // A token that has ended lets nobody go on listening.
        using var end = until is { } at ? time.CreateTimer(_ => connection.End(), null, Wait(at - time.GetUtcNow()), Timeout.InfiniteTimeSpan) : null;
        try
        {
            await WriteAsync(response, Greeting(options), patience, options);
            var replayed = await ReplayAsync(services, response, patience, options);
            await foreach (var frame in connection.Frames.ReadAllAsync(httpContext.RequestAborted))
            {
                // What came in while the past was replayed may have been part of it.
                if (frame.Key == 0 || frame.Key > replayed) await WriteAsync(response, frame.Bytes, patience, options);
            }
            await WriteAsync(response, "event: end\ndata: {}\n\n"u8.ToArray(), patience, options);
        }
        catch (SlowClientException)
        {
            httpContext.Abort();
        }
        catch (OperationCanceledException)
        {
            httpContext.Abort();
        }
        finally
        {
            hub.Leave(connection);
            connection.Dispose();
        }
    }

    private byte[] Greeting(StreamOptions options) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"retry: 3000\nevent: hello\ndata: {JsonSerializer.Serialize(new { topics = connection.Topics.Select(EnumCode.Of), heartBeatSeconds = options.HeartBeat.TotalSeconds }, Json.Tolerant)}\n\n"));

    /// <summary>X5: what was missed since <c>Last-Event-ID</c>, or a word that it is too much or too long ago. Returns the last key written.</summary>
    private async Task<long> ReplayAsync(IServiceProvider services, HttpResponse response, CancellationTokenSource patience, StreamOptions options)
    {
        if (lastEventId is not { } last) return 0;
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NotificationsDb>();
        // With nothing kept nobody knows what was missed, and what comes may have a smaller number than the client's: a backup was put back.
        var newest = await db.LiveUpdates.MaxAsync(update => (long?)update.Key, patience.Token) ?? 0;
        var oldest = await db.LiveUpdates.MinAsync(update => (long?)update.Key, patience.Token) ?? newest;
        if (last < oldest - 1 || last > newest || newest - last > options.ReplayAtMost)
        {
            await WriteAsync(response, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {newest}\nevent: reset\ndata: {{}}\n\n")), patience, options);
            return newest;
        }
        var missed = await db.LiveUpdates.AsNoTracking().Where(update => update.Key > last && update.Key <= newest).OrderBy(update => update.Key).ToListAsync(patience.Token);
        foreach (var update in missed.Where(connection.Sees)) await WriteAsync(response, LiveHub.FrameOf(update).Bytes, patience, options);
        return newest;
    }

    private static async Task WriteAsync(HttpResponse response, byte[] bytes, CancellationTokenSource patience, StreamOptions options)
    {
        patience.CancelAfter(options.WriteTimeout);
        await response.Body.WriteAsync(bytes, patience.Token);
        await response.Body.FlushAsync(patience.Token);
        patience.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private static TimeSpan Wait(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait < Longest ? wait : Longest;
}
