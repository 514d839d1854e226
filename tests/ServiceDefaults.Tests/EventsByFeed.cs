using System.Diagnostics.Metrics;
using System.Net;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
        // Seven, because other services of this process tell their figures too.
        const int dead = 7;
        var told = 0d;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument is { Name: "crm.deliveries.dead", Unit: "{event}" }) to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => told = value == dead ? value : told);
        listener.Start();
        await using var pair = await PairAsync(Taking.One,
            ["--Messaging:RetryDelays:0=00:00:00.050", "--Messaging:ImmediateAttempts=1", "--Messaging:MeasureInterval=00:00:00.100"]);
        pair.Trouble.Fails = _ => true;
        await pair.MakeAsync(dead);
        await Eventually.IsTrueAsync(() =>
        {
            listener.RecordObservableInstruments();
            return Task.FromResult(told == dead);
        }, "seven dead letters to be told");
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
