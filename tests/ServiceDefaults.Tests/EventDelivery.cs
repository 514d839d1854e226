using System.Net;
using CrmPlatform.Testing;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>What must hold whichever way events travel.</summary>
public abstract class EventDelivery
{
    [Theory]
    [InlineData(Taking.One)]
    [InlineData(Taking.Batch)]
    [InlineData(Taking.All)]
    public async Task Every_event_has_its_effect_exactly_once(Taking taking)
    {
        await using var pair = await PairAsync(taking);
        await pair.MakeAsync(40);
        var seen = await pair.SeesAsync(40);
        Assert.Equal(Enumerable.Range(0, 40), seen.Select(sighting => sighting.Number).Order());
    }

    [Theory]
    [InlineData(Taking.One)]
    [InlineData(Taking.Batch)]
    [InlineData(Taking.All)]
    public async Task A_passing_fault_is_tried_again_until_it_is_over(Taking taking)
    {
        await using var pair = await PairAsync(taking, ["--Messaging:RetryDelays:0=00:00:00.500", "--Messaging:RetryDelays:1=00:00:01", "--Messaging:RetryDelays:2=00:00:02"]);
        pair.Trouble.Fails = thing => thing.Number == 1 && pair.Trouble.Attempts < 6;
        await pair.MakeAsync(3);
        await pair.SeesAsync(3);
        Assert.True(pair.Trouble.Attempts >= 6, $"{pair.Trouble.Attempts} attempts");
    }

    [Theory]
    [InlineData(Taking.One)]
    [InlineData(Taking.Batch)]
    [InlineData(Taking.All)]
    public async Task What_cannot_be_taken_becomes_a_dead_letter_and_can_be_replayed(Taking taking)
    {
        await using var pair = await PairAsync(taking, ["--Messaging:RetryDelays:0=00:00:00.100", "--Messaging:RetryDelays:1=00:00:00.200", "--Messaging:RetryDelays:2=00:00:00.300"]);
        pair.Trouble.Fails = thing => thing.Number == 1;
        await pair.MakeAsync(3);
        await pair.SeesAsync(2);
        var operation = pair.Watcher.As("olga", "admin");
        var letters = await Eventually.BecomesAsync(() => operation.GetAsync("/api/v1/dead-letters/watcher"), answer => answer.Items.Count == 1, "a dead letter");
        Assert.Contains("as the test wished", (string?)letters.Items[0]["error"]);

        var still = (await operation.PostAsync($"/api/v1/dead-letters/watcher/{letters.Items[0]["id"]}/replay")).Expect(HttpStatusCode.OK);
        Assert.False((bool)still["succeeded"]!);
        pair.Trouble.Fails = _ => false;
        var replayed = (await operation.PostAsync($"/api/v1/dead-letters/watcher/{letters.Items[0]["id"]}/replay")).Expect(HttpStatusCode.OK);
        Assert.True((bool)replayed["succeeded"]!);
        await pair.SeesAsync(3);
        Assert.Empty((await operation.GetAsync("/api/v1/dead-letters/watcher")).Items);
    }

    protected virtual Task<string[]> TransportAsync() => Task.FromResult<string[]>([]);

    protected async Task<Pair> PairAsync(Taking taking, string[]? settings = null)
    {
        string[] both = [.. await TransportAsync(), .. settings ?? []];
        var maker = await ServiceUnderTest.StartAsync(Bench.Maker, both);
        var trouble = new Trouble();
        string[] mine = [.. both, $"--Services:maker:Url={maker.Url}"];
        var watcher = await ServiceUnderTest.StartAsync(Bench.Watcher(taking, trouble), mine, issuer: maker.Issuer);
        await watcher.ListensAsync();
        return new Pair(maker, watcher, trouble, taking, mine);
    }

    /// <summary>A maker, a watcher, and the means to make the watcher fail.</summary>
    protected sealed class Pair(ServiceUnderTest maker, ServiceUnderTest watcher, Trouble trouble, Taking taking, string[] settings) : IAsyncDisposable
    {
        private int made;

        public ServiceUnderTest Maker => maker;

        public ServiceUnderTest Watcher => watcher;

        public Trouble Trouble => trouble;

        public async Task MakeAsync(int count)
        {
            var client = maker.As("mia", "sales");
            for (var i = 0; i < count; i++) (await client.PostAsync("/api/v1/things", new { name = "thing", number = made++ })).Expect(HttpStatusCode.Created);
        }

        /// <summary>Waits for the sightings, and sees that no more come while other things still arrive.</summary>
        public async Task<List<Sighting>> SeesAsync(int count, ServiceUnderTest? by = null, TimeSpan? patience = null)
        {
            var seen = await Eventually.BecomesAsync(() => (by ?? watcher).SightingsAsync(), list => list.Count >= count, $"{count} sightings", patience);
            Assert.Equal(count, seen.Count);
            Assert.Equal(count, seen.Select(sighting => sighting.ThingId).Distinct().Count());
            return seen;
        }

        public Task<ServiceUnderTest> OtherWatcherAsync(string[] more) =>
            ServiceUnderTest.StartAsync(Bench.Watcher(taking, trouble), [.. settings, .. more], issuer: maker.Issuer);

        public async ValueTask DisposeAsync()
        {
            await watcher.DisposeAsync();
            await maker.DisposeAsync();
        }
    }
}
