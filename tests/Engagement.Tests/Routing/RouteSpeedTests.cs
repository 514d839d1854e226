using CrmPlatform.Engagement.Domain.Routing;

namespace CrmPlatform.Engagement.Tests.Routing;

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Measured in processor time, with nothing else running in this process: a busy machine does not make the planner slow.</summary>
[Collection(nameof(Alone))]
public class RouteSpeedTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false), InlineData(true)]
    public void Two_hundred_stops_are_planned_within_two_seconds(bool withHours)
    {
        var round = Maps.Round(Maps.Scattered(201, 11));
        var request = !withHours ? round : round with
        {
            Day = new WorkingDay(Maps.Morning, Maps.Morning.AddHours(10)),
            Stops = [.. round.Stops.Select((stop, i) => stop with
            {
                Visit = TimeSpan.FromMinutes(2),
                Window = i % 2 == 0 ? null : new TimeWindow(Maps.Morning.AddMinutes(i * 2), Maps.Morning.AddMinutes(i * 2 + 120)),
            })],
        };
        var quickest = Enumerable.Range(0, 3).Min(_ =>
        {
            var before = Environment.CpuUsage.TotalTime;
            var plan = RoutePlan.For(request);
            var taken = Environment.CpuUsage.TotalTime - before;
            Assert.True(plan.Timetable.IsFeasible);
            return taken;
        });
        output.WriteLine($"{quickest.TotalMilliseconds:F0} ms of processor time");
        Assert.True(quickest < TimeSpan.FromSeconds(2), $"{quickest} for 200 stops");
    }
}
