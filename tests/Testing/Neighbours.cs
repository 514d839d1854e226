using System.Text.Json;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.Testing;

/// <summary>
/// Stands in for the services around the one under test: serves the events a test publishes as a feed, and answers internal routes as
/// the test says. The service under test reads it as it would read its real neighbours.
/// </summary>
public sealed class Neighbours : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Guid epoch = Guid.NewGuid();
    private readonly List<Item> items = [];
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? app;

    public string Url { get; private set; } = "";

    /// <summary>What internal routes answer, by path; 404 where a test has said nothing.</summary>
    public Dictionary<string, Func<HttpContext, Task<object?>>> Answers { get; } = [];

    /// <summary>Settings that lead a service to these neighbours.</summary>
    public IEnumerable<string> Settings(params string[] names) => names.Select(name => $"--Services:{name}:Url={Url}");

    public static async Task<Neighbours> StartAsync()
    {
        var neighbours = new Neighbours();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/internal/events", neighbours.FeedAsync);
        app.MapFallback(neighbours.AnswerAsync);
        await app.StartAsync();
        neighbours.app = app;
        neighbours.Url = app.Urls.First();
        return neighbours;
    }

    /// <summary>Publishes an event; given the same id again it is the same event, delivered twice.</summary>
    public void Publish(object @event, Guid? id = null, DateTimeOffset? at = null)
    {
        lock (gate)
        {
            Add(@event, id, at);
            Tell();
        }
    }

    /// <summary>Publishes what was written in one transaction: it is read in one page.</summary>
    public void PublishTogether(params object[] events)
    {
        lock (gate)
        {
            foreach (var @event in events) Add(@event);
            Tell();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (app is null) return;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
    }

    private void Add(object @event, Guid? id = null, DateTimeOffset? at = null) => items.Add(new Item(
        items.Count + 1, id ?? Guid.CreateVersion7(), WireName.Of(@event.GetType()), at ?? DateTimeOffset.UtcNow, null, JsonSerializer.Serialize(@event, @event.GetType(), Json.Tolerant)));

    private void Tell()
    {
        news.TrySetResult();
        news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task FeedAsync(HttpContext context, long after = 0, int limit = 500, int wait = 0, string? types = null)
    {
        var wanted = types?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        Task next;
        List<Item> found;
        do
        {
            long end;
            lock (gate)
            {
                (next, end) = (news.Task, items.Count);
                found = [.. items.Where(item => item.Position > after && (wanted.Length == 0 || wanted.Contains(item.Type))).Take(limit)];
            }
            if (found.Count > 0 || wait == 0)
            {
                await WriteAsync(context, new Page(epoch, found.Count == limit ? found[^1].Position : end, found));
                return;
            }
        }
        while (await Task.WhenAny(next, Task.Delay(TimeSpan.FromSeconds(wait), context.RequestAborted)) == next && !context.RequestAborted.IsCancellationRequested);
        await WriteAsync(context, new Page(epoch, after, []));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!Answers.TryGetValue(context.Request.Path.Value ?? "", out var answer))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (await answer(context) is { } body) await WriteAsync(context, body);
    }

    private static Task WriteAsync(HttpContext context, object body)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, body, body.GetType(), Json.Tolerant, context.RequestAborted);
    }

    private sealed record Page(Guid Epoch, long Next, IReadOnlyList<Item> Events);

    private sealed record Item(long Position, Guid Id, string Type, DateTimeOffset At, string? TraceParent, string Payload);
}
