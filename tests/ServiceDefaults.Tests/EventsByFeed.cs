using System.Net;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>X3 without a broker: the feed is the whole transport.</summary>
public sealed class EventsByFeed : EventDelivery
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_published_while_the_watcher_was_down_arrives_when_it_is_back(bool assignPositions)
    {
        await using var pair = await PairAsync(Taking.Batch, [$"--Messaging:AssignPositions={assignPositions}"]);
        await pair.MakeAsync(3);
        await pair.SeesAsync(3);
        await pair.Watcher.StopAsync();
        await pair.MakeAsync(5);
        await pair.Watcher.StartAgainAsync();
        await pair.SeesAsync(8);
    }

    [Fact]
    public async Task A_new_epoch_makes_the_reader_start_again_and_nothing_happens_twice()
    {
        await using var pair = await PairAsync(Taking.Batch);
        await pair.MakeAsync(4);
        await pair.SeesAsync(4);
        await pair.Maker.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<MakerDb>();
            await db.BeginWriteAsync();
            await db.Database.ExecuteSqlAsync($"UPDATE FeedState SET Epoch = {Guid.NewGuid().ToByteArray()}");
            await db.CommitAsync();
            return true;
        });
        await pair.MakeAsync(1);
        await pair.SeesAsync(5);
    }

    [Fact]
    public async Task Dead_letters_stand_in_the_figures_for_operators()
    {
        const int dead = 7;
        await using var pair = await PairAsync(Taking.One, [.. FigureWatch.Settings, "--Messaging:RetryDelays:0=00:00:00.050", "--Messaging:ImmediateAttempts=1"]);
        using var watch = new FigureWatch(pair.Watcher);
        pair.Trouble.Fails = _ => true;
        await pair.MakeAsync(dead);
        await watch.TellsAsync("crm.deliveries.dead", "{event}", dead);
        await watch.TellsAsync("crm.deliveries.retrying", "{event}", 0);
        await watch.TellsAsync("crm.feed.behind maker", "{event}", 0);
    }

    [Fact]
    public async Task A_feed_that_does_not_answer_any_more_is_told_to_be_silent()
    {
        await using var pair = await PairAsync(Taking.One, [.. FigureWatch.Settings, "--Messaging:LongPoll=00:00:01"]);
        using var watch = new FigureWatch(pair.Watcher);
        await pair.MakeAsync(1);
        await pair.SeesAsync(1);
        await watch.TellsAsync("crm.feed.silence maker", "s", seconds => seconds is >= 0 and < 30, "a moment");
        await pair.Maker.StopAsync();
        await watch.TellsAsync("crm.feed.silence maker", "s", seconds => seconds > 2.5, "more than two long polls");
        await watch.TellsAsync("crm.outbox.pending", "{event}", 0);
    }

    // When a neighbour can be reached again is a matter of the network, not of the time that a service lives in.
    [Fact]
    public async Task A_feed_that_could_not_be_read_is_read_again_though_the_services_clock_stands_still()
    {
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker);
        (await maker.As("mia", "sales").PostAsync("/api/v1/things", new { name = "thing", number = 1 })).Expect(HttpStatusCode.Created);
        var asked = 0;
        await using var watcher = await ServiceUnderTest.StartAsync(Bench.Watcher(Taking.One, new Trouble()), [$"--Services:maker:Url={maker.Url}"], builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.UtcNow)));
            builder.Services.AddHttpClient(FeedClient.Client + "maker").AddHttpMessageHandler(() => new AwayAtFirst(() => Interlocked.Increment(ref asked) == 1));
        }, maker.Issuer);
        await Eventually.BecomesAsync(() => watcher.SightingsAsync(), seen => seen.Count == 1, "the event to have come");
        Assert.True(asked > 1);
    }

    private sealed class AwayAtFirst(Func<bool> isAway) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            isAway() ? throw new HttpRequestException("Nobody there.") : base.SendAsync(request, cancellationToken);
    }

    [Fact]
    public async Task The_feed_is_for_services_only()
    {
        await using var pair = await PairAsync(Taking.Batch);
        (await pair.Maker.Client(null).GetAsync("/internal/events?after=0")).Expect(HttpStatusCode.Unauthorized);
        (await pair.Maker.As("ada", "admin").GetAsync("/internal/events?after=0")).Expect(HttpStatusCode.Forbidden);
        var service = pair.Maker.Client(pair.Maker.Issuer.Token("service-x", scope: InternalAccess.Scope));
        (await service.GetAsync("/internal/events?after=0")).Expect(HttpStatusCode.OK);
    }
}
