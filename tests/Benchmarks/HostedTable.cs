using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CrmPlatform.Insights;
using CrmPlatform.Insights.Data;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Benchmarks;

/// <summary>
/// The running service over a synthetic feed: <c>--hosted 10000000</c> makes all read models of so many orders of a tenth as many
/// customers by a rebuild, asks for what people look at, and then takes further orders in as they happen. Client, feed and service share
/// the process, so CPU and memory are upper bounds.
/// </summary>
internal static class HostedTable
{
    private const int Live = 300_000;

    public static async Task PrintAsync(long purchases)
    {
        var buyers = Math.Max(1, purchases / 10);
        await using var customers = await SyntheticFeed.StartAsync(buyers, purchases);
        await using var silent = await SyntheticFeed.StartAsync(1, 0);
        Console.WriteLine($"{purchases:N0} orders of {buyers:N0} customers, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, load {LoadAverage()}");
        Console.WriteLine("| what | count | wall s | per s | CPU s | per CPU s | CPU ms each | peak MB |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        await using var service = await ServiceUnderTest.StartAsync(InsightsHost.Build, [
            $"--Services:customers:Url={customers.Url}", $"--Services:engagement:Url={silent.Url}", $"--Services:service:Url={silent.Url}", "--Insights:NightlyAt="]);
        using var admin = service.As("ada", "admin");

        await StandAtAsync(service, customers, buyers + purchases);
        customers.Open();
        var stage = Stage.Begin();
        var queued = await admin.PostAsync("/api/v1/insights/rebuild");
        var job = await Eventually.BecomesAsync(() => admin.GetAsync(queued.Location!), job => job["finishedAt"] is not null, "the rebuild to end", TimeSpan.FromHours(3));
        stage.Print("rebuild, events", customers.End);
        if ((string?)job["state"] != "succeeded") throw new InvalidOperationException($"The rebuild ended otherwise: {job}");

        await ReadAsync(admin, "/alive", 3000, _ => "/alive");
        await ReadAsync(admin, "dashboard", 3000, _ => "/api/v1/insights/dashboard");
        await ReadAsync(admin, "dashboard/sales by month", 100, _ => "/api/v1/insights/dashboard/sales?grain=month&from=2024-01-01&to=2025-12-31");
        await ReadAsync(admin, "dashboard/sales by day, a quarter", 200, i => $"/api/v1/insights/dashboard/sales?grain=day&from=2025-01-{1 + i % 28:00}&to=2025-03-31");
        await ReadAsync(admin, "rfm, a page of a segment", 200, _ => "/api/v1/insights/rfm?segment=champions&limit=50");
        await ReadAsync(admin, "rfm/segments", 5, _ => "/api/v1/insights/rfm/segments");
        await ReadAsync(admin, "customers/{id}", 200, i => $"/api/v1/insights/customers/{SyntheticFeed.CustomerId(1 + i * 7919L % buyers)}");

        stage = Stage.Begin();
        customers.Grow(Live);
        await StandsAtAsync(service, customers.End);
        stage.Print("live intake, events", Live);
        var size = new DirectoryInfo(service.Folder.Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        Console.WriteLine($"database {size / 1e6:N0} MB, load {LoadAverage()}");
    }

    // The live delivery has nothing left to do, as in a service that has run for years. The reader may be on its way with the old position,
    // so the feed stays empty until it has been heard to ask behind the new one.
    private static async Task StandAtAsync(ServiceUnderTest service, SyntheticFeed feed, long position)
    {
        await Eventually.IsTrueAsync(() => Task.FromResult(feed.Asked > 1), "the reader to know the feed");
        await service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<InsightsDb>();
            await scope.GetRequiredService<FeedHandover>().TakeOverAsync(db, "customers", SyntheticFeed.Epoch, position, [], default);
            return true;
        });
        await Eventually.IsTrueAsync(() => Task.FromResult(feed.AskedAfter == position), "the reader to stand at the end", TimeSpan.FromMinutes(1));
    }

    private static Task StandsAtAsync(ServiceUnderTest service, long position) => Eventually.IsTrueAsync(() => service.InScopeAsync(async scope =>
        await FeedHandover.PositionAsync(scope.GetRequiredService<InsightsDb>(), "customers", default) == position), "all events to be taken in", TimeSpan.FromHours(2));

    private static async Task ReadAsync(ApiClient client, string what, int times, Func<int, string> path)
    {
        for (var i = 0; i < Math.Max(3, times / 10); i++) await client.GetAsync(path(i));
        var stage = Stage.Begin();
        for (var i = 0; i < times; i++) await client.GetAsync(path(i));
        stage.Print(what, times);
    }

    private static string LoadAverage() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);

    private readonly record struct Stage(long At, TimeSpan Cpu)
    {
        public static Stage Begin()
        {
            // The peak of resident memory counts from here.
            File.WriteAllText("/proc/self/clear_refs", "5");
            return new Stage(Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        }

        public void Print(string what, long count)
        {
            var seconds = Stopwatch.GetElapsedTime(At).TotalSeconds;
            var cpu = (Process.GetCurrentProcess().TotalProcessorTime - Cpu).TotalSeconds;
            var peak = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {what} | {count:N0} | {seconds:0.0} | {count / seconds:N0} | {cpu:0.0} | {count / cpu:N0} | {1000 * cpu / count:0.000} | {long.Parse(peak, CultureInfo.InvariantCulture) / 1000:N0} |"));
        }
    }
}
