using System.Net;
using CrmPlatform.Platform.Tests.Faults;

namespace CrmPlatform.Platform.Tests.Containers;

/// <summary>A container goes away in every way it can while writers write. Nothing that was answered with success may be lost or happen twice.</summary>
[Collection(ContainersCollection.Name)]
public sealed class UnderFaults(ContainersFixture fixture, ITestOutputHelper output)
{
    private const string Service = Images.Upgraded;
    private const int Customers = 6;

    // Who writes what. Calls are written by the service that goes away; the others must not notice.
    private static readonly string[] Others = ["purchase", "complaint"];

    private readonly Dictionary<string, WriteLoad> loads = [];

    private ContainedPlatform Platform => fixture.Contained;

    [Fact]
    public async Task One_service_stopped_cut_off_killed_and_upgraded_under_load_loses_nothing_and_the_others_keep_working()
    {
        var customers = new List<Guid>();
        for (var i = 0; i < Customers; i++)
            customers.Add((await fixture.Admin.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = $"Steady {i}" })).Expect(HttpStatusCode.Created).Id);
        foreach (var kind in Others.Append("call")) loads[kind] = new WriteLoad(fixture.Admin, customers, kind);
        using var stop = new CancellationTokenSource();
        var writing = Task.WhenAll(loads.Values.Select(load => load.RunAsync(1, stop.Token)));
        try
        {
            await EverybodyWritesAsync("before anything happens");
            var server = Platform.Servers[Service];

            await server.StopAsync();
            Assert.Equal(0, await server.GetExitCodeAsync());
            await OthersWriteAsync("while it is stopped");
            await server.StartAsync();
            await EverybodyWritesAsync("after it was started again");

            await Platform.CutOffAsync(Service);
            await OthersWriteAsync("while it is cut off");
            await Platform.RejoinAsync(Service);
            await EverybodyWritesAsync("after it was connected again");

            await Platform.Engine.KillAsync(server);
            await OthersWriteAsync("while it is dead");
            await server.StartAsync();
            await EverybodyWritesAsync("after it was restarted");

            var before = await Platform.Engine.VersionAsync(server);
            await Platform.UpgradeAsync(Service);
            Assert.NotEqual(before, await Platform.Engine.VersionAsync(Platform.Servers[Service]));
            await EverybodyWritesAsync("after its upgrade");
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }
        foreach (var (kind, load) in loads) output.WriteLine($"{kind}: {load.Acknowledged.Count} answered with success, {load.Failures} not.");
        await new Reckoning(fixture.Admin, customers).IsRightAsync([.. loads.Values.SelectMany(load => load.Acknowledged)]);
    }

    private Task EverybodyWritesAsync(string when) => WriteAsync(loads.Keys, when);

    private Task OthersWriteAsync(string when) => WriteAsync(Others, when);

    private async Task WriteAsync(IEnumerable<string> kinds, string when)
    {
        foreach (var (kind, goal) in kinds.Select(kind => (kind, loads[kind].Acknowledged.Count + 20)).ToList())
            await Eventually.IsTrueAsync(() => Task.FromResult(loads[kind].Acknowledged.Count >= goal), $"{kind}s to be written {when}", TimeSpan.FromMinutes(2));
    }
}
