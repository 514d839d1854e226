namespace CrmPlatform.Platform.Tests.Containers;

/// <summary>What a container costs while nobody asks it anything.</summary>
[Collection(ContainersCollection.Name)]
public sealed class AtRest(ContainersFixture fixture, ITestOutputHelper output)
{
    private const int Megabyte = 1_000_000;

    [Fact]
    public async Task A_container_starts_within_two_seconds_and_holds_at_most_150_megabytes()
    {
        var platform = fixture.Contained;
        var tooMuch = new List<string>();
        foreach (var (name, server) in platform.Servers)
        {
            await server.StopAsync();
            var (clock, processor) = await platform.Engine.StartTimeAsync(server, name == "gateway" ? "/alive" : "/health");
            var memory = await platform.Engine.ResidentBytesAsync(server);
            output.WriteLine($"{name}: ready after {clock.TotalSeconds:0.00} s, {processor.TotalSeconds:0.00} s of a processor, {memory / Megabyte} MB resident");
            // The clock also counts what else the machine does: the processor's time is what the program needs.
            if (processor > TimeSpan.FromSeconds(2)) tooMuch.Add($"{name} needed {processor.TotalSeconds:0.00} s of a processor to be ready");
            if (memory > 150L * Megabyte) tooMuch.Add($"{name} holds {memory / Megabyte} MB");
        }
        Assert.Empty(tooMuch);
    }
}
