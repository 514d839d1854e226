namespace CrmPlatform.Platform.Tests.Containers;

/// <summary>What a container costs while nobody asks it anything.</summary>
[Collection(ContainersCollection.Name)]
public sealed class AtRest(ContainersFixture fixture, ITestOutputHelper output)
{
    private const int Megabyte = 1_000_000;

    // 150 is what a container should hold; engagement does not keep to it yet (k8s/README.md), and this is where it must not go.
    private const int MostMegabytes = 200;

    // Two seconds on a machine with nothing else to do. The clock also counts what else this one does, and even a processor's time doubles
    // where many share its caches: beyond four seconds of it something is wrong on any machine.
    private static readonly TimeSpan MostProcessor = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task A_container_starts_quickly_and_is_small()
    {
        var platform = fixture.Contained;
        var tooMuch = new List<string>();
        foreach (var (name, server) in platform.Servers)
        {
            await server.StopAsync();
            var (clock, processor) = await platform.Engine.StartTimeAsync(server, name == "gateway" ? "/alive" : "/health");
            output.WriteLine($"{name}: ready after {clock.TotalSeconds:0.00} s, {processor.TotalSeconds:0.00} s of a processor");
            if (processor > MostProcessor) tooMuch.Add($"{name} needed {processor.TotalSeconds:0.00} s of a processor to be ready");
        }
        foreach (var (name, server) in platform.Servers)
        {
            var memory = await platform.Engine.ResidentBytesAsync(server) / Megabyte;
            output.WriteLine($"{name}: {memory} MB resident");
            if (memory > MostMegabytes) tooMuch.Add($"{name} holds {memory} MB");
        }
        Assert.Empty(tooMuch);
    }
}
