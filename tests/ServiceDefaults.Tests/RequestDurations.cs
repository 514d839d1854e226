using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using CrmPlatform.Testing;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>X6: where several services share a process, how long requests take is told of each.</summary>
public sealed class RequestDurations
{
    [Fact]
    public async Task How_long_a_request_took_is_told_with_the_service_that_answered_it()
    {
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker);
        var told = new ConcurrentQueue<IReadOnlyDictionary<string, object?>>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Name == "http.server.request.duration") to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => told.Enqueue(new Dictionary<string, object?>(tags.ToArray())));
        listener.Start();

        (await maker.As("mia", "sales").PostAsync("/api/v1/things", new { name = "timed" })).Expect(HttpStatusCode.Created);
        // Whoever listens hears all of the process: other tests have makers of their own, whose requests fail.
        var duration = await Eventually.BecomesAsync(
            () => Task.FromResult(told.FirstOrDefault(tags => tags.GetValueOrDefault("crm.service") is "maker" && tags.GetValueOrDefault("http.response.status_code") is 201)),
            tags => tags is not null, "the duration of the maker's request");
        Assert.Equal("/api/v1/things/", duration!["http.route"]);
    }
}
