using CrmPlatform.Engagement.Domain.Geo;
using CrmPlatform.Engagement.Domain.Routing;
using CsCheck;

namespace CrmPlatform.Engagement.Tests.Routing;

public class RouteHoursTests
{
    private static readonly GeoPoint Office = new(31.2, 121.4);
    private static readonly WorkingDay NineToSix = new(Maps.Morning.AddHours(1), Maps.Morning.AddHours(10));

    private static TimeWindow Hours(double from, double to) => new(Maps.Morning.AddMinutes(Math.Round(60 * from - 480)), Maps.Morning.AddMinutes(Math.Round(60 * to - 480)));

    private static RouteStop Stop(int id, double kilometresEast, double minutes, TimeWindow? window = null) =>
        new(Maps.Id(id), new GeoPoint(31.2, 121.4 + kilometresEast / 95.1), TimeSpan.FromMinutes(minutes), window);

    private static RouteRequest Request(params RouteStop[] stops) => new(Office, Office, NineToSix, new TravelPace(), stops);

    [Theory]
    [InlineData(1, 60, 10.0, 10.5, UnservedReason.WindowShorterThanVisit)]
    [InlineData(1, 30, 6.0, 9.25, UnservedReason.WindowOutsideDay)]
    [InlineData(1, 30, 18.0, 20.0, UnservedReason.WindowOutsideDay)]
    [InlineData(30, 30, 9.0, 10.0, UnservedReason.OutOfReach)]
    [InlineData(90, 10, 9.0, 18.0, UnservedReason.NoWayBackInTime)]
    public void A_stop_that_can_never_be_made_is_reported_with_its_reason(double km, double minutes, double from, double to, UnservedReason reason)
    {
        var plan = RoutePlan.For(Request(Stop(1, km, minutes, Hours(from, to)), Stop(2, 2, 30)));
        Assert.Equal([new UnservedStop(Maps.Id(1), reason)], plan.Unserved);
        Assert.Equal([Maps.Id(2)], plan.Timetable.Visits.Select(visit => visit.StopId));
        Assert.Equal([Maps.Id(1)], plan.Timetable.LeftOut);
    }

    [Fact]
    public void What_does_not_fit_into_the_day_is_reported_as_having_no_room()
    {
        var plan = RoutePlan.For(Request([.. Enumerable.Range(1, 12).Select(i => Stop(i, i * 0.1, 60))]));
        Assert.Equal(8, plan.Timetable.Visits.Count);
        Assert.Equal(4, plan.Unserved.Count);
        Assert.All(plan.Unserved, stop => Assert.Equal(UnservedReason.NoRoomInDay, stop.Reason));
        Assert.True(plan.Timetable.IsFeasible);
    }

    [Fact]
    public void A_visit_waits_until_the_shop_opens_and_ends_before_it_closes()
    {
        var plan = RoutePlan.For(Request(Stop(1, 1, 30, Hours(14, 15)), Stop(2, 2, 30, Hours(10, 11))));
        Assert.Equal([Maps.Id(2), Maps.Id(1)], plan.Timetable.Visits.Select(visit => visit.StopId));
        Assert.Equal(Maps.Morning.AddHours(2), plan.Timetable.Visits[0].Begins);
        Assert.Equal(Maps.Morning.AddHours(6), plan.Timetable.Visits[1].Begins);
        Assert.True(plan.Timetable.Waiting > TimeSpan.FromHours(4));
    }

    [Fact]
    public void A_round_whose_hours_fit_only_one_way_about_is_walked_that_way()
    {
        RouteStop[] ring = [.. Maps.Circle(6, 3).Select((point, i) => new RouteStop(Maps.Id(i), point, TimeSpan.FromMinutes(10)))];
        foreach (var late in new[] { 0, 1, 2, 3, 4, 5 })
        {
            var bound = ring.Select((stop, i) => i == late ? stop with { Window = new(Maps.Morning.AddHours(6), Maps.Morning.AddHours(24)) } : stop);
            var day = new WorkingDay(Maps.Morning, Maps.Morning.AddHours(16));
            var plan = RoutePlan.For(new RouteRequest(ring[0].At, ring[0].At, day, new TravelPace(20), [.. bound]), new RouteEffort(100, 500));
            Assert.Empty(plan.Unserved);
            Assert.True(plan.Timetable.IsFeasible);
        }
    }

    /// <summary>A few stops with hours of every kind, compared with all orders of all subsets.</summary>
    [Fact]
    public void Under_hours_the_plan_serves_as_many_as_can_be_and_by_the_shortest_way()
    {
        var window = Gen.Select(Gen.Int[8 * 60, 16 * 60], Gen.Int[20, 240], (from, length) => Hours(from / 60.0, (from + length) / 60.0));
        var stop = Gen.Select(Gen.Double[-8, 8], Gen.Double[-8, 8], Gen.Int[5, 70], Gen.Null(window, 0.3));
        Gen.Select(stop.Array[1, 6], Gen.Bool).Sample((drawn, isRound) =>
        {
            RouteStop[] stops = [.. drawn.Select((s, i) => new RouteStop(
                Maps.Id(i), new GeoPoint(31.2 + s.Item1 / 111, 121.4 + s.Item2 / 95), TimeSpan.FromMinutes(s.Item3), s.Item4))];
            var request = new RouteRequest(Office, isRound ? Office : null, NineToSix, new TravelPace(), stops);
            var plan = RoutePlan.For(request, new RouteEffort(100, 400));

            var legs = new RouteLegs(request);
            var best = Orders.OfAny(stops.Length)
                .Where(order => RouteTimetable.Of(request, legs, order).IsFeasible)
                .Select(order => (Served: order.Length, Length: legs.Length(order)))
                .OrderByDescending(found => found.Served).ThenBy(found => found.Length).First();
            Assert.Equal(best.Served, plan.Timetable.Visits.Count);
            Assert.Equal((best.Length + 5) / 10, plan.Timetable.Metres);
        }, iter: 100);
    }

    [Fact]
    public void Whatever_is_asked_every_stop_is_either_visited_in_time_or_reported_once()
    {
        var window = Gen.Select(Gen.Int[6 * 60, 20 * 60], Gen.Int[0, 300], (from, length) => Hours(from / 60.0, (from + length) / 60.0));
        var stop = Gen.Select(Gen.Double[-30, 30], Gen.Double[-30, 30], Gen.Int[0, 90], Gen.Null(window, 0.5));
        stop.Array[0, 40].Sample(drawn =>
        {
            RouteStop[] stops = [.. drawn.Select((s, i) => new RouteStop(
                Maps.Id(i), new GeoPoint(31.2 + s.Item1 / 111, 121.4 + s.Item2 / 95), TimeSpan.FromMinutes(s.Item3), s.Item4))];
            var request = new RouteRequest(Office, Office, NineToSix, new TravelPace(), stops);
            var plan = RoutePlan.For(request, new RouteEffort(50, 100));

            Assert.True(plan.Timetable.IsFeasible);
            Assert.All(plan.Timetable.Visits, visit => Assert.True(visit.Begins >= NineToSix.Starts && visit.Leaves <= NineToSix.Ends));
            Assert.Equal(
                stops.Select(s => s.Id).Order(),
                plan.Timetable.Visits.Select(visit => visit.StopId).Concat(plan.Unserved.Select(missed => missed.StopId)).Order());
            Assert.Equal(plan.Timetable, RouteTimetable.Of(request, [.. plan.Timetable.Visits.Select(visit => visit.StopId)]), SameTimes);
        }, iter: 150);
    }

    private static bool SameTimes(RouteTimetable a, RouteTimetable b) =>
        a.Metres == b.Metres && a.Ends == b.Ends && a.LeftOut.SequenceEqual(b.LeftOut)
        && a.Visits.Select(visit => visit.Begins).SequenceEqual(b.Visits.Select(visit => visit.Begins));

    [Fact]
    public void An_order_by_hand_is_kept_and_its_breaches_are_shown()
    {
        var request = Request(Stop(1, 1, 30, Hours(9, 10)), Stop(2, 2, 30, Hours(10, 11)), Stop(3, 3, 480));
        var table = RouteTimetable.Of(request, [Maps.Id(2), Maps.Id(1), Maps.Id(3)]);
        Assert.Equal([Maps.Id(2), Maps.Id(1), Maps.Id(3)], table.Visits.Select(visit => visit.StopId));
        Assert.Empty(table.Visits[0].Violations);
        Assert.Equal([RouteViolation.AfterWindow], table.Visits[1].Violations);
        Assert.Equal(table.Visits[1].Leaves - Maps.Morning.AddHours(2), table.Visits[1].Late);
        Assert.Equal([RouteViolation.AfterDay], table.Visits[2].Violations);
        Assert.Equal([RouteViolation.EndAfterDay], table.Violations);
        Assert.False(table.IsFeasible);
        Assert.InRange(table.Metres, 7_900, 8_100); // 2 out, 1 back, 2 out, 3 home
    }

    [Fact]
    public void An_order_by_hand_may_leave_stops_out_but_names_them()
    {
        var table = RouteTimetable.Of(Request(Stop(1, 1, 30), Stop(2, 2, 30)), [Maps.Id(2)]);
        Assert.Equal([Maps.Id(1)], table.LeftOut);
        Assert.True(table.IsFeasible);
    }

    [Fact]
    public void An_order_by_hand_that_repeats_or_invents_a_stop_is_refused()
    {
        var request = Request(Stop(1, 1, 30), Stop(2, 2, 30));
        Assert.Equal(["route.order-repeats-stop"], RouteTimetable.Problems(request, [Maps.Id(1), Maps.Id(1)]));
        Assert.Equal(["route.order-unknown-stop"], RouteTimetable.Problems(request, [Maps.Id(9)]));
        Assert.Throws<ArgumentException>(() => RouteTimetable.Of(request, [Maps.Id(9)]));
    }

    [Fact]
    public void A_senseless_request_says_what_is_wrong_with_it()
    {
        var request = new RouteRequest(
            Office, null, new WorkingDay(NineToSix.Ends, NineToSix.Starts), new TravelPace(0),
            [Stop(1, 1, -1), Stop(1, 1, 5, Hours(11, 10))]);
        Assert.Equal(
            ["route.stop-repeated", "route.visit-length", "route.window-reversed", "route.day-reversed", "route.pace"], request.Problems());
        Assert.Throws<ArgumentException>(() => RoutePlan.For(request));
    }
}
