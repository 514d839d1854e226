using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Folding;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Insights.Tests.Hosting;

/// <summary>An Insights service with the three services it listens to; each test makes its own data.</summary>
public sealed class InsightsFixture : IAsyncLifetime
{
    /// <summary>Settings beside the usual ones, as on the command line.</summary>
    internal IReadOnlyList<string> Settings { get; init; } = [];

    public ServiceUnderTest Service { get; private set; } = null!;

    public FakeFeed Customers { get; private set; } = null!;

    public FakeFeed Engagement { get; private set; } = null!;

    public FakeFeed Complaints { get; private set; } = null!;

    public ApiClient Admin { get; private set; } = null!;

    private IReadOnlyList<(string Source, FakeFeed Feed)> Feeds => [("customers", Customers), ("engagement", Engagement), ("service", Complaints)];

    public async ValueTask InitializeAsync()
    {
        (Customers, Engagement, Complaints) = (await FakeFeed.StartAsync(), await FakeFeed.StartAsync(), await FakeFeed.StartAsync());
        Service = await ServiceUnderTest.StartAsync(InsightsHost.Build, ["--Insights:NightlyAt=", .. Settings, .. Feeds.Select(feed => $"--Services:{feed.Source}:Url={feed.Feed.Url}")]);
        Admin = Service.As("ada", "admin");
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        foreach (var (_, feed) in Feeds) await feed.DisposeAsync();
    }

    /// <summary>The dashboard as it is now: what was shown a moment ago may be shown again for a while, and says so in <c>asOf</c>.</summary>
    public static async Task<Answer> DashboardAsync(ApiClient client)
    {
        var asked = DateTimeOffset.UtcNow;
        var shown = await Eventually.BecomesAsync(() => client.GetAsync("/api/v1/insights/dashboard"), seen => seen.Status != HttpStatusCode.OK || (DateTimeOffset)seen["asOf"]! >= asked, "a dashboard of now");
        return shown.Expect(HttpStatusCode.OK);
    }

    /// <summary>Waits until everything published so far has had its effect, and the scores are those of now.</summary>
    public async Task CaughtUpAsync()
    {
        foreach (var (source, feed) in Feeds)
        {
            await Eventually.IsTrueAsync(
                () => Service.InScopeAsync(async scope => await FeedHandover.PositionAsync(scope.GetRequiredService<InsightsDb>(), source, default) == feed.End),
                $"{source} to be read to {feed.End}", TimeSpan.FromMinutes(10));
        }
        await Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<InsightsDb>();
            db.Generation = (await db.Pointers.SingleAsync()).Current;
            return await scope.GetRequiredService<RfmScoring>().ScoreAsync(default);
        });
    }

    public async Task<Answer> RebuildAsync()
    {
        var queued = (await Admin.PostAsync("/api/v1/insights/rebuild")).Expect(HttpStatusCode.Accepted);
        var ended = await Eventually.BecomesAsync(() => Admin.GetAsync(queued.Location!), job => job["finishedAt"] is not null, "the rebuild to end", TimeSpan.FromMinutes(5));
        Assert.True("succeeded" == (string?)ended["state"], ended.Text);
        return ended;
    }

    /// <summary>Asks for a computation and waits for its end.</summary>
    public async Task<Answer> ComputeAsync(string path, object? request = null, string state = "succeeded")
    {
        var queued = (await Admin.PostAsync($"/api/v1/insights/{path}", request ?? new { })).Expect(HttpStatusCode.Accepted);
        var ended = await Eventually.BecomesAsync(() => Admin.GetAsync(queued.Location!), job => job["finishedAt"] is not null, $"{path} to be computed", TimeSpan.FromMinutes(3));
        Assert.True(state == (string?)ended["state"], ended.Text);
        return ended;
    }

    /// <summary>All pages of a list.</summary>
    public async Task<List<JsonNode>> AllAsync(string path, ApiClient? client = null)
    {
        var all = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = (await (client ?? Admin).GetAsync($"/api/v1/insights/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=200{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }

    public async Task<Answer> ShowAsync(string path, ApiClient? client = null) => (await (client ?? Admin).GetAsync($"/api/v1/insights/{path}")).Expect(HttpStatusCode.OK);

    /// <summary>What is shown as CSV: the heading, and a line for each row.</summary>
    public async Task<(string Heading, string[] Rows)> TableAsync(string path)
    {
        var lines = (await Admin.GetAsync($"/api/v1/insights/{path}", ("Accept", "text/csv"))).Expect(HttpStatusCode.OK).Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return (lines[0], lines[1..]);
    }

    /// <summary>The events of one kind this service has published so far.</summary>
    public Task<List<TEvent>> PublishedAsync<TEvent>() => Service.InScopeAsync(async scope =>
    {
        var db = scope.GetRequiredService<InsightsDb>();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT \"Payload\" FROM \"Outbox\" WHERE \"Type\" = '{WireName.Of(typeof(TEvent))}' ORDER BY \"Key\"";
        var events = new List<TEvent>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) events.Add(JsonSerializer.Deserialize<TEvent>(reader.GetString(0), Json.Tolerant)!);
        return events;
    });

    /// <summary>Every row of every read model of the present generation, as text; two equal dumps are equal bit for bit.</summary>
    public Task<List<string>> DumpAsync() => Service.InScopeAsync(async scope =>
    {
        var db = scope.GetRequiredService<InsightsDb>();
        var generation = (await db.Pointers.SingleAsync()).Current;
        var lines = new List<string>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Where(t => typeof(ModelRow).IsAssignableFrom(t.ClrType) && t.ClrType != typeof(ModelState)))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table.GetTableName()}\" WHERE \"Gen\" = {generation}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                lines.Add(table.GetTableName() + ": " + string.Join(", ", Enumerable.Range(0, reader.FieldCount).Where(i => reader.GetName(i) != "Gen")
                    .Select(i => $"{reader.GetName(i)}={Text(reader.GetValue(i))}")));
            }
        }
        lines.Sort(StringComparer.Ordinal);
        return lines;
    });

    private static string Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
