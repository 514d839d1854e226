using CrmPlatform.Engagement.Domain.Routing;

namespace CrmPlatform.Engagement.Tests.Routing;

/// <summary>E5 at its largest: two hundred stops. What it took is told, not judged: a busy machine does not make the planner slow.</summary>
public class LongRouteTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false), InlineData(true)]
    public void A_day_of_two_hundred_stops_can_be_driven_as_planned(bool withHours)
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
        var before = Environment.CpuUsage.TotalTime;
        var plan = RoutePlan.For(request);
        output.WriteLine($"{(Environment.CpuUsage.TotalTime - before).TotalMilliseconds:F0} ms of processor time");
        Assert.True(plan.Timetable.IsFeasible);
    }
}
