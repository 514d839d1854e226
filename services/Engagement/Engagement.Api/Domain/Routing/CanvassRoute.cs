using CrmPlatform.Engagement.Domain.Geo;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Routing;

public enum RouteState
{
    [Names("Planned", "已计划", "已計劃")] Planned,
    [Names("Under way", "进行中", "進行中")] UnderWay,
    [Names("Finished", "已完成", "已完成")] Finished,
}

/// <summary>One place of a route as people know it.</summary>
/// <param name="CustomerId">A customer that is called at, where it is one.</param>
/// <param name="OutletId">The outlet that was entered there.</param>
internal sealed record CanvassStop(
    Guid Id, string Name, GeoPoint At, int VisitMinutes, TimeWindow? Window, Guid? CustomerId, Guid? OutletId = null, DateTimeOffset? VisitedAt = null);

/// <summary>E5: a canvassing route over a piece of the map: the stops, their order, and what was taken along.</summary>
internal sealed class CanvassRoute : Entity, IHasHistory
{
    private CanvassRoute() { }

    public string Name { get; private set; } = "";

    public string OwnerId { get; private set; } = "";

    public string Team { get; private set; } = "";

    public RouteState State { get; private set; }

    public GeoPoint Start { get; private set; }

    /// <summary>Null lets it end at its last stop.</summary>
    public GeoPoint? End { get; private set; }

    public WorkingDay Day { get; private set; } = null!;

    public TravelPace Pace { get; private set; } = new();

    /// <summary>The corners of the area it lies in; empty when nobody drew one.</summary>
    public IReadOnlyList<GeoPoint> Area { get; private set; } = [];

    [Untold]
    public IReadOnlyList<CanvassStop> Stops { get; private set; } = [];

    /// <summary>Stops in the order of visiting.</summary>
    public IReadOnlyList<Guid> Order { get; private set; } = [];

    /// <summary>Stops that found no room, with the reason.</summary>
    [Untold]
    public IReadOnlyList<UnservedStop> Unserved { get; private set; } = [];

    /// <summary>Somebody changed the order the planner gave.</summary>
    public bool OrderedByHand { get; private set; }

    public long Metres { get; private set; }

    /// <summary>What the planner's own order measured.</summary>
    public long PlannedMetres { get; private set; }

    /// <summary>Keys of the kit that are packed.</summary>
    public IReadOnlyList<string> Packed { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid HistorySubject => Id;

    public RouteRequest Request => new(
        Start, End, Day, Pace, [.. Stops.Select(stop => new RouteStop(stop.Id, stop.At, TimeSpan.FromMinutes(stop.VisitMinutes), stop.Window))]);

    public static CanvassRoute Plan(
        string name, string ownerId, string team, GeoPoint start, GeoPoint? end, WorkingDay day, TravelPace pace, IReadOnlyList<GeoPoint> area, IReadOnlyList<CanvassStop> stops, DateTimeOffset now)
    {
        var route = new CanvassRoute { Name = name, OwnerId = ownerId, Team = team, CreatedAt = now };
        route.Take(name, start, end, day, pace, area, stops);
        return route;
    }

    /// <summary>Plans it anew from other stops, hours or places.</summary>
    public Refusal? Replan(string name, GeoPoint start, GeoPoint? end, WorkingDay day, TravelPace pace, IReadOnlyList<GeoPoint> area, IReadOnlyList<CanvassStop> stops)
    {
        if (State != RouteState.Planned) return Refusal.Conflict("route.begun", "A route that has begun is not planned anew; its order can be changed.");
        Take(name, start, end, day, pace, area, stops);
        return null;
    }

    /// <summary>E5: the order can be changed by hand; what it costs is shown, not forbidden.</summary>
    public Refusal? Reorder(IReadOnlyList<Guid> order)
    {
        if (State == RouteState.Finished) return Refusal.Conflict("route.finished", "This route is finished.");
        if (RouteTimetable.Problems(Request, order) is [var problem, ..]) return Refusal.Invalid("order", problem, $"This is no order of the route's stops: {problem}.");
        (Order, OrderedByHand) = (order, true);
        Metres = RouteTimetable.Of(Request, order).Metres;
        Unserved = [.. Stops.Select(stop => stop.Id).Except(order).Select(id => Unserved.FirstOrDefault(known => known.StopId == id) ?? new UnservedStop(id, UnservedReason.NoRoomInDay))];
        return null;
    }

    public void Pack(IEnumerable<string> keys) => Packed = [.. CanvassingKit.Items.Select(item => item.Key).Intersect(keys)];

    public Refusal? Begin()
    {
        if (State != RouteState.Planned) return Refusal.Conflict("route.begun", "This route has begun already.");
        // E5: the ten items first; a route begun without its forms is walked twice.
        if (CanvassingKit.Missing(Packed) is [_, ..] missing)
            return Refusal.Conflict("route.kit-incomplete", "Pack the kit first.", ("missing", missing.Select(item => item.Key).ToArray()));
        State = RouteState.UnderWay;
        return null;
    }

    public Refusal? Visit(Guid stopId, DateTimeOffset at, Guid? outletId)
    {
        if (State == RouteState.Finished) return Refusal.Conflict("route.finished", "This route is finished.");
        if (Stops.All(stop => stop.Id != stopId)) return Refusal.Invalid("stopId", "route.stop-unknown", "This route has no such stop.");
        Stops = [.. Stops.Select(stop => stop.Id == stopId ? stop with { VisitedAt = stop.VisitedAt ?? at, OutletId = outletId ?? stop.OutletId } : stop)];
        if (State == RouteState.Planned) State = RouteState.UnderWay;
        return null;
    }

    /// <summary>C20: a stop at somebody who was erased has neither name nor place any more; that it was one, and called at, stays.</summary>
    public void Forget(Func<CanvassStop, bool> whose, string replacement) =>
        Stops = [.. Stops.Select(stop => whose(stop) ? stop with { Name = replacement, At = Start } : stop)];

    public Refusal? Finish()
    {
        if (State == RouteState.Finished) return Refusal.Conflict("route.finished", "This route is finished already.");
        State = RouteState.Finished;
        return null;
    }

    private void Take(string name, GeoPoint start, GeoPoint? end, WorkingDay day, TravelPace pace, IReadOnlyList<GeoPoint> area, IReadOnlyList<CanvassStop> stops)
    {
        (Name, Start, End, Day, Pace, Area, Stops) = (name, start, end, day, pace, area, stops);
        var plan = RoutePlan.For(Request);
        (Order, Unserved, OrderedByHand) = ([.. plan.Timetable.Visits.Select(visit => visit.StopId)], plan.Unserved, false);
        Metres = PlannedMetres = plan.Timetable.Metres;
    }
}

/// <summary>E5: an area of the map by its corners.</summary>
internal static class MapArea
{
    /// <summary>Whether a point lies inside; by how often a ray to the east crosses the border (Shimrat 1962).</summary>
    public static bool Contains(IReadOnlyList<GeoPoint> corners, GeoPoint point)
    {
        if (corners.Count < 3) return true;
        var inside = false;
        for (int i = 0, j = corners.Count - 1; i < corners.Count; j = i++)
        {
            var (a, b) = (corners[i], corners[j]);
            if (a.Latitude > point.Latitude != b.Latitude > point.Latitude
                && point.Longitude < ((b.Longitude - a.Longitude) * (point.Latitude - a.Latitude) / (b.Latitude - a.Latitude)) + a.Longitude) inside = !inside;
        }
        return inside;
    }
}
