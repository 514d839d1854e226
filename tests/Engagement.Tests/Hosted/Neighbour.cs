using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmPlatform.Customers.Contracts.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>
/// Stands where another service would: serves a feed of the events a test publishes and the internal routes Engagement reads through,
/// over HTTP and in the same words.
/// </summary>
internal sealed class Neighbour : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly List<object> events = [];
    private readonly Guid epoch = Guid.CreateVersion7();
    private readonly Lock gate = new();
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? app;

    private Neighbour() { }

    public string Url { get; private set; } = "";

    public ConcurrentDictionary<Guid, CustomerChanged> Customers { get; } = new();

    public ConcurrentDictionary<string, StaffChanged> Staff { get; } = new();

    /// <summary>How often a customer was asked for by its id.</summary>
    public ConcurrentDictionary<Guid, int> Asked { get; } = new();

    /// <summary>Leads that were opened, by request id.</summary>
    public ConcurrentDictionary<Guid, (Guid CustomerId, Guid LeadId, JsonObject Body)> Leads { get; } = new();

    /// <summary>Members of segments.</summary>
    public ConcurrentDictionary<Guid, IReadOnlyList<Guid>> Segments { get; } = new();

    public static async Task<Neighbour> StartAsync(Action<WebApplication>? map = null)
    {
        var neighbour = new Neighbour();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/internal/events", neighbour.FeedAsync);
        app.MapGet("/internal/customers/{id:guid}", (Guid id) =>
        {
            neighbour.Asked.AddOrUpdate(id, 1, (_, times) => times + 1);
            return neighbour.Customers.TryGetValue(id, out var customer) ? Results.Json(customer, Json) : Results.NotFound();
        });
        app.MapGet("/internal/staff/{subject}", (string subject) =>
            neighbour.Staff.TryGetValue(subject, out var member) ? Results.Json(member, Json) : Results.NotFound());
        app.MapPost("/internal/leads", (JsonObject lead) =>
        {
            if ((string?)lead["phone"] == "refuse") return Results.Json(new { detail = "This phone belongs to another customer." }, statusCode: 409);
            var opened = neighbour.Leads.GetOrAdd((Guid)lead["requestId"]!, _ => (Guid.CreateVersion7(), Guid.CreateVersion7(), lead));
            return (string?)lead["phone"] == "before"
                ? Results.Json(new { customerId = opened.CustomerId }, statusCode: 201)
                : Results.Json(new { customerId = opened.CustomerId, leadId = opened.LeadId }, statusCode: 201);
        });
        app.MapGet("/internal/segments/{id:guid}/members", (Guid id, int limit, string? cursor) =>
        {
            if (!neighbour.Segments.TryGetValue(id, out var members)) return Results.NotFound();
            var from = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
            var next = from + limit < members.Count ? (from + limit).ToString(CultureInfo.InvariantCulture) : null;
            return Results.Json(new { items = members.Skip(from).Take(limit), next }, Json);
        });
        map?.Invoke(app);
        await app.StartAsync();
        neighbour.app = app;
        neighbour.Url = app.Urls.First();
        return neighbour;
    }

    public void Publish(params object[] happened)
    {
        lock (gate)
        {
            foreach (var one in happened) Add(one, Guid.CreateVersion7());
            news.TrySetResult();
            news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Under the same id again it is the same event, delivered twice.</summary>
    public void PublishAs(Guid id, object happened)
    {
        lock (gate)
        {
            Add(happened, id);
            news.TrySetResult();
            news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void Add(object one, Guid id) => events.Add(new
    {
        position = events.Count + 1, id, type = one.GetType().FullName, at = DateTimeOffset.UtcNow,
        payload = JsonSerializer.Serialize(one, one.GetType(), Json),
    });

    private async Task<IResult> FeedAsync(long after, int limit, int wait, string types, HttpContext http)
    {
        var wanted = types.Split(',');
        while (true)
        {
            Task next;
            lock (gate)
            {
                next = news.Task;
                var page = events.Skip((int)after).Take(limit).ToList();
                if (page.Count > 0)
                {
                    var fitting = page.Where(one => wanted.Contains((string)one.GetType().GetProperty("type")!.GetValue(one)!));
                    return Results.Json(new { epoch, next = after + page.Count, events = fitting }, Json);
                }
            }
            try
            {
                await next.WaitAsync(TimeSpan.FromSeconds(wait), http.RequestAborted);
            }
            catch (Exception over) when (over is TimeoutException or OperationCanceledException)
            {
                return Results.Json(new { epoch, next = after, events = Array.Empty<object>() }, Json);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }
}
