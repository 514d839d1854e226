using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.Notifications.Tests;

/// <summary>What a receiver got.</summary>
public sealed record Call(string Path, string Id, string Timestamp, string Signature, string? ContentType, string Body);

/// <summary>Somebody's program that takes webhooks on loopback, and answers as a test wishes.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private WebApplication? app;

    public string Url { get; private set; } = "";

    public ConcurrentQueue<Call> Calls { get; } = new();

    /// <summary>The status to answer, for the nth call, from 1.</summary>
    public Func<int, HttpContext, Task<int>> Answer { get; set; } = (_, _) => Task.FromResult(204);

    /// <summary>What it says beside the status.</summary>
    public string? Says { get; init; }

    public static async Task<Receiver> StartAsync(string? says = null)
    {
        var receiver = new Receiver { Says = says };
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapFallback(receiver.TakeAsync);
        await app.StartAsync();
        (receiver.app, receiver.Url) = (app, app.Urls.First());
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        if (app is null) return;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers;
        Calls.Enqueue(new Call(
            context.Request.Path, headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(),
            context.Request.ContentType, await reader.ReadToEndAsync()));
        context.Response.StatusCode = await Answer(Calls.Count, context);
        if (Says is { } said) await context.Response.WriteAsync(said);
    }
}
