using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;

namespace CrmPlatform.Load;

/// <summary>Each kind of request by itself, at one and at four connections, a fixed number of times once it is warm.</summary>
internal static class RequestRuns
{
    private const string LongTimeline = "timeline of 10 000";
    private const int LongTimelineEntries = 10_000;

    /// <summary>By less than this part nothing is called cheaper: so much differs from turn to turn.</summary>
    private const double Cheaper = 0.97;
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(45);

    // One after another: of thousands drawn by lot two may be the same, and then the second is refused as a duplicate.
    private static int lastPhone = 1_000_000;

    /// <summary>Names with different numbers are those of different customers, so a create is never refused as a duplicate.</summary>
    private static int lastName = 500_000;

    public static async Task RunAsync(PlatformProcess platform, LoadOptions options)
    {
        var ids = await IdsAsync(platform);
        if (Wanted(LongTimeline, options)) await FillTimelineAsync(platform, ids[0]);
        Report.RequestHead();
        foreach (var row in Rows(ids))
        {
            if (!Wanted(row.Name, options)) continue;
            // What a row needs beforehand is no part of what is measured.
            if (row.Prepare is not null) await row.Prepare(platform, options.WarmUp + (2 * options.Requests));
            await WarmAsync(platform, row, options);
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
            kind = "organisation", role = "demander", channel = "end-customer", name = $"{names.Next()} {Interlocked.Increment(ref lastName)}",
            phone = $"+4930{Interlocked.Increment(ref lastPhone)}", email = $"{Guid.NewGuid():N}@example.com",
        }));
        yield return new("create customer, asked not to look for duplicates", 2.0, (names, i) => Post("/api/v1/customers", new
        {
            kind = "organisation", role = "demander", channel = "end-customer", name = $"{names.Next()} {Interlocked.Increment(ref lastName)}", allowDuplicate = true,
        }));
        yield return new("search: end of a phone", 2.0, (_, i) => Get($"/api/v1/customers?limit=50&q={i % 10_000:0000}"));
        yield return new("search \"contains\", sorted by name", 3.0, (names, _) => Get($"/api/v1/customers?limit=50&sort=name&q={Uri.EscapeDataString(names.SearchTerm())}"));
        foreach (var (field, words) in new[] { ("phone", "phone"), ("externalId", "external id"), ("team", "team") })
            yield return new($"search \"contains\", sorted by {words}", 3.0, (names, _) => Get($"/api/v1/customers?limit=50&sort={field}&q={Uri.EscapeDataString(names.SearchTerm())}"));
        var pairs = new ConcurrentQueue<(string Survivor, string Duplicate)>();
        yield return new("merge", 8.0, (_, _) => pairs.TryDequeue(out var pair)
            ? Act($"/api/v1/customers/{pair.Survivor}/merge", new { duplicateId = pair.Duplicate })
            : throw new InvalidOperationException("There are no pairs left to merge."), (platform, count) => MakePairsAsync(platform, pairs, count));
        // Every connection takes from the same account: whoever is beaten looks again.
        yield return new("redeem points of one account", 6.0, (_, _) => Post($"/api/v1/customers/{ids[^1]}/loyalty/redemptions", new { points = 1, reference = $"load-{Guid.NewGuid():N}" }),
            (platform, count) => EarnAsync(platform, ids[^1], count));
        yield return new("log a call", 2.0, (names, _) => Post("/api/v1/calls", new
        {
            customerId = names.Pick(ids), direction = "outbound", purpose = "sales", reached = true, minutes = 5, outcome = "Interested",
        }));
        yield return new("plan a visit", 3.0, (names, i) => Post("/api/v1/visits", new
        {
            customerId = names.Pick(ids), goal = "See the shelf", plannedAt = DateTimeOffset.UtcNow.AddDays((i % 200) + 1), minutes = 45,
        }));
        // From tomorrow on: today stand all the calls that were logged here, more than anybody has.
        yield return new("my day", 1.0, (_, i) => Get($"/api/v1/calendar/day?date={DateTime.UtcNow.AddDays((i % 20) + 2):yyyy-MM-dd}"));
        yield return new("task list", 1.0, (_, _) => Get("/api/v1/tasks?mine=true&state=open"));
        yield return new("open an opportunity", 3.0, (names, i) => Post("/api/v1/opportunities", new
        {
            customerId = names.Pick(ids), title = "Tea for the shops", pipeline = "direct-sale", currency = "CNY", amountMinor = 100_000, contactId = Guid.NewGuid(),
            expectedClose = DateTime.UtcNow.AddDays(i % 200).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        }));
        yield return new("forecast", 10.0, (_, _) => Get("/api/v1/forecast?by=team"));
        yield return new("open a complaint", 2.5, (names, _) => Post("/api/v1/complaints", new
        {
            customerId = names.Pick(ids), channel = "hotline", category = "quality", severity = "normal", summary = "The delivered goods are damaged",
        }));
        yield return new("queue of complaints by due time", 1.0, (_, _) => Get("/api/v1/complaints?sort=due"));
        yield return new("a grumble", 2.0, (names, _) => Post("/api/v1/grumbles", new { customerId = names.Pick(ids), text = "The hotline was slow" }));
        yield return new("timeline", 0.6, (names, _) => Get($"/api/v1/timeline?customerId={names.Pick(ids)}"));
        yield return new(LongTimeline, 0.6, (_, _) => Get($"/api/v1/timeline?customerId={ids[0]}"));
        yield return new("dashboard", 1.0, (_, _) => Get("/api/v1/insights/dashboard"));
    }

    private static bool Wanted(string name, LoadOptions options) => options.Only is null
        || options.Only.Split(',').Any(part => name.Contains(part.Trim(), StringComparison.OrdinalIgnoreCase));

    private static async Task FillTimelineAsync(PlatformProcess platform, string customer)
    {
        var left = LongTimelineEntries;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var request = Post("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "care", reached = true, minutes = 1 });
                using var answer = await platform.Http.SendAsync(request);
                answer.EnsureSuccessStatusCode();
            }
        }));
    }

    private static Task MakePairsAsync(PlatformProcess platform, ConcurrentQueue<(string, string)> pairs, int count)
    {
        var left = count;
        return Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var name = $"Twin {Guid.NewGuid():N}";
                pairs.Enqueue((await OpenAsync(platform, name), await OpenAsync(platform, name)));
            }
        }));
    }

    private static async Task<string> OpenAsync(PlatformProcess platform, string name)
    {
        using var request = Post("/api/v1/customers", new { kind = "organisation", role = "demander", channel = "end-customer", name, allowDuplicate = true });
        using var answer = await platform.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonNode>())!["id"]!;
    }

    // In many lots, as an account of years has them.
    private static async Task EarnAsync(PlatformProcess platform, string customer, int points)
    {
        for (var left = points; left > 0; left -= 100)
        {
            using var request = Post($"/api/v1/customers/{customer}/loyalty/earnings", new { points = 100, reference = $"load-{Guid.NewGuid():N}", reason = "load" });
            using var answer = await platform.Http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>
    /// What is called often is compiled again, several times, while it runs. A request is warm when it has become no cheaper for two turns; one
    /// that needs something made for it beforehand gets the one turn that it was made for.
    /// </summary>
    private static async Task WarmAsync(PlatformProcess platform, Row row, LoadOptions options)
    {
        var watch = Stopwatch.StartNew();
        var least = double.MaxValue;
        var noCheaper = 0;
        do
        {
            var cost = await MeasureAsync(platform, row, 4, options.WarmUp, measured: false);
            noCheaper = cost < least * Cheaper ? 0 : noCheaper + 1;
            least = Math.Min(least, cost);
        }
        while (row.Prepare is null && noCheaper < 2 && watch.Elapsed < LongestWarmUp);
    }

    /// <returns>CPU milliseconds per request.</returns>
    private static async Task<double> MeasureAsync(PlatformProcess platform, Row row, int connections, int requests, bool measured)
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
        var cost = (platform.Cpu() - cpu).TotalMilliseconds / requests;
        if (!measured) return cost;
        var sorted = times.Order().ToList();
        Report.Request(row.Name, connections, requests / elapsed.TotalSeconds, Report.Percentile(sorted, 0.5), Report.Percentile(sorted, 0.99), cost, row.Target, failed);
        return cost;
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

    private static HttpRequestMessage Act(string path, object body)
    {
        var request = Post(path, body);
        request.Headers.Add("If-Match", "*");
        return request;
    }

    private static HttpRequestMessage Post(string path, object body) => new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };

    private sealed record Row(string Name, double Target, Func<Names, int, HttpRequestMessage> Make, Func<PlatformProcess, int, Task>? Prepare = null);
}
