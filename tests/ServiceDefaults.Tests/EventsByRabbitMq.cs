using CrmPlatform.Testing;
using Xunit.Sdk;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>X3 with a real broker in front of the feed.</summary>
public sealed class EventsByRabbitMq(RabbitFixture rabbit) : EventDelivery, IClassFixture<RabbitFixture>
{
    protected override Task<string[]> TransportAsync() => Task.FromResult<string[]>(
        [$"--Messaging:RabbitMq={rabbit.Broker.Url}", "--Messaging:SweepInterval=00:10:00", $"--Messaging:QueuePrefix={Guid.NewGuid():N}"]);

    [Fact]
    public async Task Events_wait_out_a_dead_broker_and_all_arrive_once()
    {
        // Of its own, so that nobody else is left with a broker that was killed.
        await using var broker = await RabbitBroker.StartOrSkipAsync();
        await using var pair = await PairAsync(Taking.Batch, [$"--Messaging:RabbitMq={broker.Url}"]);
        await pair.MakeAsync(10);
        await pair.SeesAsync(10);
        await broker.HasWrittenDownAsync(".watcher.");
        await broker.KillAsync();
        await pair.MakeAsync(10);
        await broker.StartAgainAsync();
        await pair.MakeAsync(10);
        // The bus looks for a lost broker at growing intervals, up to a minute. No sweep helps: it has all come by the broker.
        await pair.SeesAsync(30, patience: TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task The_sweep_brings_what_the_broker_lost()
    {
        await using var pair = await PairAsync(Taking.One, ["--Messaging:SweepInterval=00:00:00.200", "--Messaging:SweepAge=00:00:00"]);
        await pair.Watcher.StopAsync();
        await pair.MakeAsync(5);
        // A new prefix: the queues the events were waiting in are not this watcher's any more.
        await using var other = await pair.OtherWatcherAsync(["--Messaging:QueuePrefix=elsewhere"]);
        await pair.SeesAsync(5, other);
    }
}

public sealed class RabbitFixture : IAsyncLifetime
{
    private RabbitBroker? broker;
    private SkipException? missing;

    public RabbitBroker Broker => broker ?? throw (missing as Exception ?? new InvalidOperationException("The broker was not started."));

    public async ValueTask InitializeAsync()
    {
        try
        {
            broker = await RabbitBroker.StartOrSkipAsync();
        }
        catch (SkipException reason)
        {
            // A fixture cannot be skipped; its tests are, as soon as they ask for the broker.
            missing = reason;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (broker is not null) await broker.DisposeAsync();
    }
}
