using System.Net;
using CrmPlatform.Platform.Tests.Running;

namespace CrmPlatform.Platform.Tests.Faults;

/// <summary>Processes end without a goodbye while writers write. Nothing that was answered with success may be lost or happen twice.</summary>
public sealed class Killed(ITestOutputHelper output)
{
    private const int Writers = 4;
    private const int Customers = 12;

    [Fact]
    public async Task The_standalone_killed_ten_times_under_load_loses_nothing()
    {
        await using var platform = new StandalonePlatform();
        await platform.StartAsync();
        await UnderLoadAsync(platform, async load =>
        {
            for (var kill = 0; kill < 10; kill++)
            {
                await MoreAsync(load, 60);
                await platform.Parts["standalone"].KillAsync();
                await platform.Parts["standalone"].StartAsync();
            }
            await MoreAsync(load, 60);
        });
    }

    [Fact]
    public async Task Services_and_the_broker_killed_one_by_one_under_load_lose_nothing()
    {
        await using var platform = await BrokeredPlatform.OrSkipAsync();
        await platform.StartAsync();
        await UnderLoadAsync(platform, async load =>
        {
            foreach (var name in new[] { "customers", "engagement", "service", "insights" })
            {
                await MoreAsync(load, 60);
                await platform.Parts[name].KillAsync();
                await MoreAsync(load, 10);
                await platform.Parts[name].StartAsync();
            }
            await MoreAsync(load, 60);
            await platform.Broker.KillAsync();
            await MoreAsync(load, 60);
            await platform.Broker.StartAgainAsync();
            await MoreAsync(load, 60);
        });
    }

    private async Task UnderLoadAsync(RunningPlatform platform, Func<WriteLoad, Task> faults)
    {
        using var api = await platform.AdminAsync();
        var customers = new List<Guid>();
        for (var i = 0; i < Customers; i++)
            customers.Add((await api.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = $"Steady {i}" })).Expect(HttpStatusCode.Created).Id);
        var load = new WriteLoad(api, customers);
        using var stop = new CancellationTokenSource();
        var writing = load.RunAsync(Writers, stop.Token);
        try
        {
            await faults(load);
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }
        output.WriteLine($"{load.Acknowledged.Count} writes were answered with success, {load.Failures} were not.");
        await new Reckoning(api, customers).IsRightAsync(load.Acknowledged);
    }

    private static Task MoreAsync(WriteLoad load, int writes)
    {
        var goal = load.Acknowledged.Count + writes;
        return Eventually.IsTrueAsync(() => Task.FromResult(load.Acknowledged.Count >= goal), $"{writes} more writes to be answered", TimeSpan.FromMinutes(2));
    }
}
