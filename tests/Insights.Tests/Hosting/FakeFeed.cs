using System.Text.Json;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.Insights.Tests.Hosting;

/// <summary>Another service as Insights sees it: a feed of events, in the order a test says.</summary>
public sealed class FakeFeed : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Guid epoch = Guid.CreateVersion7();
    private List<FeedItem> items = [];
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? app;

    public string Url { get; private set; } = "";

    public long End { get; private set; }

    public static async Task<FakeFeed> StartAsync()
    {
        var feed = new FakeFeed();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Ports.Free()}");
        builder.Logging.ClearProviders();
        feed.app = builder.Build();
        feed.app.MapGet("/internal/events", feed.AnswerAsync);
        await feed.app.StartAsync();
        feed.Url = feed.app.Urls.First();
        return feed;
    }

    /// <summary>Adds events; one with an id that was there before is a second delivery.</summary>
    public void Add(IEnumerable<FeedItem> events)
    {
        lock (gate)
        {
            items = [.. items, .. events.Select(item => item with { Position = ++End })];
            Interlocked.Exchange(ref news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }

    public void Add(params object[] events) => Add(events.Select(e => Item(e)));

    /// <summary>What a reader from the beginning finds: every event once, in another order.</summary>
    public void Rearrange(Func<IEnumerable<FeedItem>, IEnumerable<FeedItem>> order)
    {
        lock (gate) items = [.. order(items.DistinctBy(item => item.Id)).Select((item, i) => item with { Position = i + 1 })];
    }

    public static FeedItem Item(object e, Guid? id = null, DateTimeOffset? at = null) =>
        new(0, id ?? Guid.CreateVersion7(), WireName.Of(e.GetType()), at ?? DateTimeOffset.UtcNow, null, JsonSerializer.Serialize(e, e.GetType(), Json.Tolerant));

    public async ValueTask DisposeAsync()
    {
        news.TrySetResult();
        if (app is not null) await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, long after, int limit, int wait, string types)
    {
        var wanted = types.Split(',').ToHashSet();
        var until = DateTime.UtcNow.AddSeconds(Math.Min(wait, 2));
        while (true)
        {
            var next = news.Task;
            FeedPage page;
            lock (gate)
            {
                var found = items.Where(item => item.Position > after && wanted.Contains(item.Type)).Take(limit).ToList();
                page = new FeedPage(epoch, found.Count == limit ? found[^1].Position : End, found);
            }
            var left = until - DateTime.UtcNow;
            if (page.Events.Count > 0 || left <= TimeSpan.Zero || context.RequestAborted.IsCancellationRequested)
            {
                context.Response.ContentType = "application/json";
                await JsonSerializer.SerializeAsync(context.Response.Body, page, Json.Tolerant, context.RequestAborted);
                return;
            }
            await Task.WhenAny(next, Task.Delay(left, context.RequestAborted));
        }
    }
}
