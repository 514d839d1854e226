using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CrmPlatform.Load;

/// <summary>Each kind of request by itself, at one and at four connections, a fixed number of times after a warm-up.</summary>
internal static class RequestRuns
{
    private const int WarmUp = 300;

    public static async Task RunAsync(PlatformProcess platform, LoadOptions options)
    {
        var ids = await IdsAsync(platform);
        Report.RequestHead();
        foreach (var row in Rows(ids))
        {
            if (options.Only is not null && !row.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase)) continue;
            await MeasureAsync(platform, row, 1, WarmUp, measured: false);
            foreach (var connections in new[] { 1, 4 }) await MeasureAsync(platform, row, connections, options.Requests, measured: true);
        }
    }

    private static IEnumerable<Row> Rows(IReadOnlyList<string> ids)
    {
        yield return new("get one customer", 0.25, (names, _) => Get($"/api/v1/customers/{names.Pick(ids)}"));
        yield return new("list 50 customers", 1.0, (_, _) => Get("/api/v1/customers?limit=50"));
        yield return new("search \"contains\"", 2.0, (names, _) => Get($"/api/v1/customers?limit=50&q={Uri.EscapeDataString(names.SearchTerm())}"));
        yield return new("create customer", 3.0, (names, i) => Post("/api/v1/customers", new
        {
            kind = "organisation", role = "demander", channel = "end-customer", name = $"{names.Next()} {Guid.NewGuid():N}",
            phone = $"+4930{Random.Shared.NextInt64(1_000_000, 9_999_999)}", email = $"{Guid.NewGuid():N}@example.com",
        }));
        yield return new("log a call", 2.0, (names, _) => Post("/api/v1/calls", new
        {
            customerId = names.Pick(ids), direction = "outbound", purpose = "sales", reached = true, minutes = 5, outcome = "Interested",
        }));
        yield return new("open a complaint", 2.5, (names, _) => Post("/api/v1/complaints", new
        {
            customerId = names.Pick(ids), channel = "hotline", category = "quality", severity = "normal", summary = "The delivered goods are damaged",
        }));
        yield return new("queue of complaints by due time", 1.0, (_, _) => Get("/api/v1/complaints?sort=due"));
        yield return new("a grumble", 2.0, (names, _) => Post("/api/v1/grumbles", new { customerId = names.Pick(ids), text = "The hotline was slow" }));
        yield return new("timeline", 0.6, (names, _) => Get($"/api/v1/timeline?customerId={names.Pick(ids)}"));
        yield return new("dashboard", 1.0, (_, _) => Get("/api/v1/insights/dashboard"));
    }

    private static async Task MeasureAsync(PlatformProcess platform, Row row, int connections, int requests, bool measured)
    {
        await platform.RestAsync();
        var times = new ConcurrentBag<double>();
        var failed = 0;
        var next = 0;
        var cpu = platform.Cpu();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async connection =>
        {
            var names = new Names(connections * 100 + connection);
            while (Interlocked.Increment(ref next) is var i && i <= requests)
            {
                using var request = row.Make(names, i);
                var start = Stopwatch.GetTimestamp();
                using var answer = await platform.Http.SendAsync(request);
                await answer.Content.ReadAsByteArrayAsync();
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (!answer.IsSuccessStatusCode) Interlocked.Increment(ref failed);
            }
        }));
        var elapsed = watch.Elapsed;
        await platform.RestAsync();
        if (!measured) return;
        var sorted = times.Order().ToList();
        Report.Request(row.Name, connections, requests / elapsed.TotalSeconds, Report.Percentile(sorted, 0.5), Report.Percentile(sorted, 0.99),
            (platform.Cpu() - cpu).TotalMilliseconds / requests, row.Target, failed);
    }

    private static async Task<List<string>> IdsAsync(PlatformProcess platform)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await platform.GetAsync($"/api/v1/customers?limit=200{(cursor is null ? "" : $"&cursor={cursor}")}");
            ids.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null && ids.Count < 20_000);
        return ids;
    }

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage Post(string path, object body) => new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };

    private sealed record Row(string Name, double Target, Func<Names, int, HttpRequestMessage> Make);
}
