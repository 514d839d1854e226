using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CrmPlatform.Load;

/// <summary>Complaints that come at a steady rate: whether each is assigned and has its clocks, how long the answers take, and how far the consumers fall behind.</summary>
internal static class IntakeRun
{
    public static async Task RunAsync(PlatformProcess platform, LoadOptions options)
    {
        var page = await platform.GetAsync("/api/v1/customers?limit=200");
        var customers = page["items"]!.AsArray().Select(item => (string)item!["id"]!).ToList();
        await platform.RestAsync();
        var times = new ConcurrentBag<double>();
        var unready = 0;
        var running = new List<Task>();
        var total = options.PerSecond * options.Seconds;
        var cpu = platform.Cpu();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < total; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / options.PerSecond);
            if (due > watch.Elapsed) await Task.Delay(due - watch.Elapsed);
            running.Add(OneAsync(customers[i % customers.Count]));
            running.RemoveAll(task => task.IsCompletedSuccessfully);
        }
        await Task.WhenAll(running);
        var taken = watch.Elapsed;
        await platform.RestAsync();
        var behind = watch.Elapsed - taken - PlatformProcess.Calm;
        var sorted = times.Order().ToList();
        Report.Intake(
            options.PerSecond, total / taken.TotalSeconds, total, unready, Report.Percentile(sorted, 0.5), Report.Percentile(sorted, 0.99),
            behind > TimeSpan.Zero ? behind : TimeSpan.Zero, (platform.Cpu() - cpu).TotalMilliseconds / total);

        async Task OneAsync(string customer)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await platform.Http.PostAsJsonAsync("/api/v1/complaints", new
            {
                customerId = customer, channel = "hotline", category = "quality", severity = "normal", summary = "The delivered goods are damaged",
            });
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            var view = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
            if (view["assigneeId"] is null || view["firstResponseDueAt"] is null || view["resolutionDueAt"] is null) Interlocked.Increment(ref unready);
        }
    }
}
