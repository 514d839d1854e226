using System.Diagnostics;
using CrmPlatform.Insights;
using CrmPlatform.Insights.Data;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Benchmarks;

/// <summary>
/// The running service over a synthetic feed: <c>--hosted 100000</c> takes in so many orders of a tenth as many customers, rebuilds them,
/// and asks for the dashboard. Client, feed and service share the process, so CPU figures are upper bounds.
/// </summary>
internal static class HostedTable
{
    private const int Looks = 3000;

    public static async Task PrintAsync(long purchases)
    {
        await using var customers = await SyntheticFeed.StartAsync(Math.Max(1, purchases / 10), purchases);
        await using var silent = await SyntheticFeed.StartAsync(1, -1);
        Console.WriteLine($"{purchases:N0} orders of {purchases / 10:N0} customers, load {File.ReadAllText("/proc/loadavg").Trim()}");
        Console.WriteLine("| what | seconds | per second | CPU s | peak MB |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        var begun = Start();
        await using var service = await ServiceUnderTest.StartAsync(InsightsHost.Build, [
            $"--Services:customers:Url={customers.Url}", $"--Services:engagement:Url={silent.Url}", $"--Services:service:Url={silent.Url}", "--Insights:NightlyAt="]);
        await Eventually.IsTrueAsync(() => service.InScopeAsync(async scope =>
            await FeedHandover.PositionAsync(scope.GetRequiredService<InsightsDb>(), "customers", default) == customers.End), "all events to be taken in", TimeSpan.FromHours(2));
        Row("intake", begun, customers.End);

        using var admin = service.As("ada", "admin");
        begun = Start();
        var queued = await admin.PostAsync("/api/v1/insights/rebuild");
        await Eventually.BecomesAsync(() => admin.GetAsync(queued.Location!), job => job["finishedAt"] is not null, "the rebuild to end", TimeSpan.FromHours(2));
        Row("rebuild", begun, customers.End);

        for (var i = 0; i < Looks / 10; i++) await admin.GetAsync("/api/v1/insights/dashboard");
        begun = Start();
        for (var i = 0; i < Looks; i++) await admin.GetAsync("/api/v1/insights/dashboard");
        Row($"dashboard × {Looks}", begun, Looks);
        begun = Start();
        for (var i = 0; i < Looks / 30; i++) await admin.GetAsync($"/api/v1/insights/dashboard/sales?grain=day&from=2025-01-{1 + i % 28:00}&to=2025-03-31");
        Row($"sales by day × {Looks / 30}", begun, Looks / 30);
    }

    private static (long At, TimeSpan Cpu) Start() => (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);

    private static void Row(string what, (long At, TimeSpan Cpu) begun, long count)
    {
        var process = Process.GetCurrentProcess();
        var seconds = Stopwatch.GetElapsedTime(begun.At).TotalSeconds;
        Console.WriteLine($"| {what} | {seconds:0.0} | {count / seconds:N0} | {(process.TotalProcessorTime - begun.Cpu).TotalSeconds:0.0} | {process.PeakWorkingSet64 / 1_000_000:N0} |");
    }
}
