using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CrmPlatform.Load;

/// <summary>How long it takes from a purchase's POST until Insights has it, while purchases come at a steady rate.</summary>
internal static class DelayRun
{
    private const int FollowEvery = 20;

    public static async Task RunAsync(PlatformProcess platform, LoadOptions options)
    {
        var customers = await CustomersAsync(platform, (options.PerSecond * options.Seconds / FollowEvery) + 1);
        var others = await CustomersAsync(platform, 50);
        await platform.RestAsync();
        var delays = new ConcurrentBag<double>();
        var running = new List<Task>();
        var total = options.PerSecond * options.Seconds;
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < total; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / options.PerSecond);
            if (due > watch.Elapsed) await Task.Delay(due - watch.Elapsed);
            var followed = i % FollowEvery == 0;
            running.Add(OneAsync(platform, followed ? customers[i / FollowEvery] : others[i % others.Count], followed ? delays : null));
            running.RemoveAll(task => task.IsCompletedSuccessfully);
        }
        await Task.WhenAll(running);
        var sorted = delays.Order().ToList();
        Report.Delay(options.PerSecond, sorted.Count, Report.Percentile(sorted, 0.5), Report.Percentile(sorted, 0.99));
    }

    private static async Task OneAsync(PlatformProcess platform, string customer, ConcurrentBag<double>? delays)
    {
        var start = Stopwatch.GetTimestamp();
        var order = new
        {
            customerId = customer, orderNumber = Guid.NewGuid().ToString("N"), orderedAt = DateTimeOffset.UtcNow, lines = new[] { new { product = "P1", quantity = 1, amount = 12.5m } },
        };
        while (true)
        {
            using var answer = await platform.Http.PostAsJsonAsync("/api/v1/purchases", order);
            // Two orders of one customer at the same moment: the second client does what it is told, and tries again.
            if (answer.StatusCode == HttpStatusCode.Conflict) continue;
            answer.EnsureSuccessStatusCode();
            break;
        }
        if (delays is null) return;
        while (true)
        {
            using var seen = await platform.Http.GetAsync($"/api/v1/insights/customers/{customer}");
            if (seen.StatusCode == HttpStatusCode.OK && (int?)(await seen.Content.ReadFromJsonAsync<JsonNode>())!["purchases"]!["orders"] > 0) break;
            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(30)) break;
            await Task.Delay(5);
        }
        delays.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static async Task<List<string>> CustomersAsync(PlatformProcess platform, int count)
    {
        var customers = new List<string>();
        for (var i = 0; i < count; i++)
        {
            using var answer = await platform.Http.PostAsJsonAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = $"Delay {i} {Guid.NewGuid():N}" });
            answer.EnsureSuccessStatusCode();
            customers.Add((string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!);
        }
        return customers;
    }
}
