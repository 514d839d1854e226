using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using CrmPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>X6: what causes an effect can be found from it in the traces, however late the event comes.</summary>
[Collection(ListenersOfTheProcess.Name)]
public sealed class DelayedDelivery
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(60, false)]
    public async Task A_prompt_event_goes_on_in_its_trace_and_a_late_one_begins_another_that_is_linked_to_it(int minutesLate, bool sameTrace)
    {
        var cause = ActivityTraceId.CreateRandom();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "CrmPlatform" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        // The maker's clock is late: what it tells of has happened so long ago when the watcher hears of it.
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(-minutesLate));
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker, customise: builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        await using var watcher = await ServiceUnderTest.StartAsync(Bench.Watcher(Taking.One, new Trouble()), [$"--Services:maker:Url={maker.Url}"], issuer: maker.Issuer);
        using var client = maker.As("mia", "sales");
        (await client.PostAsync("/api/v1/things", new { name = "late" }, ("traceparent", $"00-{cause}-{ActivitySpanId.CreateRandom()}-01"))).Expect(HttpStatusCode.Created);
        await Eventually.BecomesAsync(watcher.SightingsAsync, seen => seen.Count == 1, "the event to have its effect");

        var process = await Eventually.BecomesAsync(() => Task.FromResult(spans.FirstOrDefault(span =>
            span.DisplayName == "process ThingMade" && (span.TraceId == cause || span.Links.Any(link => link.Context.TraceId == cause)))), span => span is not null, "the consumer's span");
        Assert.Equal(sameTrace, process!.TraceId == cause);
        Assert.Equal(sameTrace ? 0 : 1, process.Links.Count());
        Assert.Equal(sameTrace, process.ParentSpanId != default);
        Assert.Equal(minutesLate, (int)((double)process.GetTagItem("crm.delay")! / 60));
    }
}

/// <summary>Who listens to spans listens to those of the whole process, so tests that do so take turns.</summary>
[CollectionDefinition(Name)]
public sealed class ListenersOfTheProcess
{
    public const string Name = "Listeners of the process";
}
