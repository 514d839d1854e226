using System.Collections.Concurrent;
using System.Text.Json;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>
/// Stands where the services stand that this one listens to: gives their events by the same feed, and answers what is read through.
/// </summary>
public sealed class Neighbours : IAsyncDisposable
{
    private readonly Guid epoch = Guid.NewGuid();
    private readonly List<(Guid Id, string Type, string Payload)> events = [];
    private readonly ConcurrentDictionary<Guid, CustomerChanged> known = new();
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? app;
    private int readThroughs;

    public string Url { get; private set; } = "";

    /// <summary>How often somebody asked for a customer.</summary>
    public int ReadThroughs => readThroughs;

    public static async Task<Neighbours> StartAsync()
    {
        var neighbours = new Neighbours();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/internal/events", neighbours.FeedAsync);
        app.MapGet("/internal/customers/{id:guid}", (Guid id) =>
        {
            Interlocked.Increment(ref neighbours.readThroughs);
            return neighbours.known.TryGetValue(id, out var state) ? Results.Text(JsonSerializer.Serialize(state, Json.Tolerant), "application/json") : Results.NotFound();
        });
        await app.StartAsync();
        (neighbours.app, neighbours.Url) = (app, app.Urls.First());
        return neighbours;
    }

    /// <summary>Puts an event into the feed; the same id again is the same delivery again.</summary>
    public void Publish(object happened, Guid? id = null)
    {
        lock (events) events.Add((id ?? Guid.CreateVersion7(), happened.GetType().FullName!, JsonSerializer.Serialize(happened, happened.GetType(), Json.Tolerant)));
        Interlocked.Exchange(ref news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <summary>Lets the owner's API know a customer whose event is still under way.</summary>
    public void Know(CustomerChanged state) => known[state.CustomerId] = state;

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    private async Task FeedAsync(HttpContext context, int after, int wait, string types, int limit)
    {
        var wanted = types.Split(',');
        var until = DateTime.UtcNow.AddSeconds(Math.Min(wait, 5));
        while (true)
        {
            var signal = Volatile.Read(ref news).Task;
            List<object> page = [];
            int end;
            lock (events)
            {
                end = events.Count;
                for (var i = after; i < end && page.Count < limit; i++)
                {
                    var (id, type, payload) = events[i];
                    if (wanted.Contains(type)) page.Add(new { position = i + 1, id, type, at = DateTimeOffset.UtcNow, payload });
                    if (page.Count == limit) end = i + 1;
                }
            }
            if (page.Count > 0 || DateTime.UtcNow >= until || context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(JsonSerializer.Serialize(new { epoch, next = end, events = page }, Json.Tolerant));
                return;
            }
            await Task.WhenAny(signal, Task.Delay(TimeSpan.FromMilliseconds(500), context.RequestAborted));
        }
    }
}
