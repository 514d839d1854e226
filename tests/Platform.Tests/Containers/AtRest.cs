namespace CrmPlatform.Platform.Tests.Containers;

/// <summary>What a container costs while nobody asks it anything.</summary>
[Collection(ContainersCollection.Name)]
public sealed class AtRest(ContainersFixture fixture, ITestOutputHelper output)
{
    private const int Megabyte = 1_000_000;

    /// <summary>Memory depends little on the machine: seven at rest lay below 150 MB; a third above that is a leak or a new cache, not noise.</summary>
    private const long MostAtRest = 200L * Megabyte;

    /// <summary>Seconds are told, not judged: what they are is a matter of the machine (k8s/README.md states them).</summary>
    [Fact]
    public async Task A_container_that_is_started_again_is_well_and_tells_what_it_takes()
    {
        var platform = fixture.Contained;
        foreach (var (name, server) in platform.Servers)
        {
            await server.StopAsync();
            // Or it waits for a processor, behind what the tests before this one and the start before it have left to do.
            await platform.Engine.RestAsync([.. platform.Servers.Values.Where(other => other != server)]);
            var (clock, processor) = await platform.Engine.StartTimeAsync(server, name == "gateway" ? "/alive" : "/health");
            output.WriteLine($"{name}: ready after {clock.TotalSeconds:0.00} s, {processor.TotalSeconds:0.00} s of a processor");
        }
        foreach (var (name, server) in platform.Servers)
        {
            var resident = await platform.Engine.ResidentBytesAsync(server);
            output.WriteLine($"{name}: {resident / Megabyte} MB resident");
            Assert.InRange(resident, 1, MostAtRest);
        }
        using var anybody = new ApiClient(platform.Url, null);
        await Eventually.BecomesAsync(() => anybody.GetAsync("/health"), seen => seen.Status == System.Net.HttpStatusCode.OK && (string?)seen["status"] == "healthy", "all of them to be well again", TimeSpan.FromMinutes(2));
    }
}
