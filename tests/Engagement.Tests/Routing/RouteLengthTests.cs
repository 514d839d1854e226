using CrmPlatform.Engagement.Domain.Geo;
using CrmPlatform.Engagement.Domain.Routing;

namespace CrmPlatform.Engagement.Tests.Routing;

public class RouteLengthTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("random", 1), InlineData("random", 2), InlineData("random", 3)]
    [InlineData("clustered", 1), InlineData("clustered", 2), InlineData("clustered", 4)]
    public void Two_hundred_stops_come_within_five_percent_of_what_no_tour_can_beat(string kind, int seed)
    {
        var points = kind == "random" ? Maps.Scattered(201, seed) : Maps.Clustered(201, seed);
        var request = Maps.Round(points);
        var plan = RoutePlan.For(request);
        var legs = new RouteLegs(request);
        var bound = OneTreeBound.Of(points.Length, (a, b) => legs.Decimetres(a, b), plan.Timetable.Metres * 10);
        var ratio = plan.Timetable.Metres * 10 / bound;
        output.WriteLine($"{kind} {seed}: {plan.Timetable.Metres} m, bound {bound / 10:F0} m, ratio {ratio:F4}");
        Assert.Empty(plan.Unserved);
        Assert.InRange(ratio, 0.9999, 1.05);
    }

    [Theory]
    [InlineData(50, false), InlineData(201, false), InlineData(201, true)]
    public void Points_on_a_circle_are_visited_round_the_circle(int count, bool bunched)
    {
        var circle = Maps.Circle(count, seed: count, bunched);
        var plan = RoutePlan.For(Maps.Round(circle));
        var optimum = Maps.RoundTheCircle(circle) / 10.0;
        output.WriteLine($"{plan.Timetable.Metres} m, optimum {optimum:F0} m");
        Assert.InRange(plan.Timetable.Metres / optimum, 0.9999, 1.0001);
    }

    [Theory]
    [InlineData(10, 10), InlineData(14, 14), InlineData(10, 20)]
    public void A_chequered_city_is_walked_block_by_block(int rows, int columns)
    {
        var grid = Maps.Grid(rows, columns);
        var plan = RoutePlan.For(Maps.Round(grid));
        var block = Haversine.Metres(new GeoPoint(0, 104), new GeoPoint(0.002, 104));
        output.WriteLine($"{plan.Timetable.Metres} m, optimum {grid.Length * block:F0} m");
        Assert.InRange(plan.Timetable.Metres / (grid.Length * block), 0.999, 1.02);
    }

    [Fact]
    public void A_route_that_ends_elsewhere_or_anywhere_is_the_best_of_all_orders_of_seven_stops()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var points = Maps.Scattered(9, seed);
            RouteStop[] stops = [.. points.Skip(2).Select((point, i) => new RouteStop(Maps.Id(i), point, TimeSpan.Zero))];
            foreach (var end in new GeoPoint?[] { null, points[0], points[1] })
            {
                var request = new RouteRequest(points[0], end, Maps.Endless, new TravelPace(), stops);
                var legs = new RouteLegs(request);
                var order = ShortestOrder.Of(legs, end == points[0], end is not null, kicks: 200);
                Assert.Equal(Orders.OfAll(7).Min(all => legs.Length(all)), legs.Length(order));
            }
        }
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void A_handful_of_stops_is_planned_too(int count)
    {
        var points = Maps.Scattered(6, 5);
        foreach (var end in new GeoPoint?[] { null, points[0], points[5] })
        {
            RouteStop[] stops = [.. points.Skip(1).Take(count).Select((point, i) => new RouteStop(Maps.Id(i), point, TimeSpan.FromMinutes(20)))];
            var request = new RouteRequest(points[0], end, Maps.Endless, new TravelPace(), stops);
            var plan = RoutePlan.For(request);
            var legs = new RouteLegs(request);
            var best = Orders.OfAll(count).Min(all => legs.Length(all));
            Assert.Equal(count, plan.Timetable.Visits.Count);
            Assert.Equal((best + 5) / 10, plan.Timetable.Metres);
        }
    }

    [Fact]
    public void Many_doors_in_one_house_cost_no_way()
    {
        var door = Maps.Scattered(1, 1)[0];
        var plan = RoutePlan.For(Maps.Round([.. Enumerable.Repeat(door, 40)]));
        Assert.Equal(39, plan.Timetable.Visits.Count);
        Assert.Equal(0, plan.Timetable.Metres);
    }

    [Fact]
    public void The_same_request_gives_the_same_route()
    {
        var request = Maps.Round(Maps.Clustered(80, 3));
        var effort = new RouteEffort(2_000, 0);
        var first = RoutePlan.For(request, effort).Timetable.Visits.Select(visit => visit.StopId);
        Assert.Equal(first, RoutePlan.For(request, effort).Timetable.Visits.Select(visit => visit.StopId));
    }
}
