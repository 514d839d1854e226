using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain.Geo;
using CrmPlatform.Engagement.Domain.Routing;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Routes;

/// <summary>A position in degrees, WGS 84.</summary>
public sealed record PointBody([property: Range(-90, 90)] double Latitude, [property: Range(-180, 180)] double Longitude)
{
    internal GeoPoint ToPoint() => new(Latitude, Longitude);

    internal static PointBody Of(GeoPoint point) => new(point.Latitude, point.Longitude);
}

/// <summary>A place to call at: a customer with a located address, or any point.</summary>
/// <param name="Name">The customer's when left out.</param>
/// <param name="Opens">With <paramref name="Closes"/>: the visit begins and ends between the two.</param>
public sealed record StopBody(
    Guid? CustomerId = null,
    [property: StringLength(200)] string? Name = null,
    PointBody? At = null,
    [property: Range(0, 1440)] int VisitMinutes = 15,
    DateTimeOffset? Opens = null,
    DateTimeOffset? Closes = null,
    Guid? Id = null);

/// <summary>A canvassing route to be planned.</summary>
/// <param name="End">Where it ends; at its last stop when left out. The start makes it a round.</param>
/// <param name="Area">The corners of the area; stops outside it are left out.</param>
/// <param name="FromArea">Also takes the customers located in the area.</param>
/// <param name="StreetPercent">Length of the street in percent of the straight line.</param>
public sealed record RoutePlanRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    PointBody Start,
    DateTimeOffset DayStarts,
    DateTimeOffset DayEnds,
    [property: MaxLength(1000)] IReadOnlyList<StopBody> Stops,
    PointBody? End = null,
    [property: MaxLength(100)] IReadOnlyList<PointBody>? Area = null,
    bool FromArea = false,
    [property: Range(0.1, 1000)] double KilometresPerHour = 25,
    [property: Range(100, 1000)] int StreetPercent = 130);

/// <param name="StopIds">In the order of visiting; what is left out is not called at.</param>
public sealed record ReorderRequest([property: MaxLength(1000)] IReadOnlyList<Guid> StopIds);

/// <param name="Keys">Of the kit.</param>
public sealed record PackRequest([property: MaxLength(20)] IReadOnlyList<string> Keys);

public sealed record KitItemView(string Key, string Name, string Reason, bool Packed);

/// <summary>A stop in its place in the order.</summary>
/// <param name="Late">Minutes by which the visit ends after closing time.</param>
public sealed record RouteVisitView(
    Guid StopId, string Name, Guid? CustomerId, Guid? OutletId, PointBody At, DateTimeOffset Arrives, DateTimeOffset Begins, DateTimeOffset Leaves,
    long MetresFromPrevious, int Late, IReadOnlyList<RouteViolation> Violations, DateTimeOffset? VisitedAt);

public sealed record UnservedStopView(Guid StopId, string Name, UnservedReason Reason);

/// <summary>A route as clients see it.</summary>
/// <param name="Metres">Straight lines from the start over all stops to the end.</param>
/// <param name="PlannedMetres">What the planner's own order measured.</param>
/// <param name="Ratio">The present order's length over the planner's; 1 until it is changed by hand.</param>
public sealed record RouteView(
    Guid Id, string Name, string OwnerId, string Team, RouteState State, PointBody Start, PointBody? End, DateTimeOffset DayStarts, DateTimeOffset DayEnds,
    IReadOnlyList<RouteVisitView> Visits, IReadOnlyList<UnservedStopView> Unserved, long Metres, long PlannedMetres, double Ratio, bool OrderedByHand,
    DateTimeOffset Ends, int TravellingMinutes, int WaitingMinutes, IReadOnlyList<RouteViolation> Violations, IReadOnlyList<string> KitMissing,
    DateTimeOffset CreatedAt, long Version) : IVersionedView
{
    internal static RouteView Of(CanvassRoute r)
    {
        var timetable = RouteTimetable.Of(r.Request, r.Order);
        var stops = r.Stops.ToDictionary(stop => stop.Id);
        return new RouteView(
            r.Id, r.Name, r.OwnerId, r.Team, r.State, PointBody.Of(r.Start), r.End is { } end ? PointBody.Of(end) : null, r.Day.Starts, r.Day.Ends,
            [
                .. timetable.Visits.Select(visit => (Visit: visit, Stop: stops[visit.StopId])).Select(pair => new RouteVisitView(
                    pair.Stop.Id, pair.Stop.Name, pair.Stop.CustomerId, pair.Stop.OutletId, PointBody.Of(pair.Stop.At), pair.Visit.Arrives, pair.Visit.Begins, pair.Visit.Leaves,
                    pair.Visit.MetresFromPrevious, (int)Math.Ceiling(pair.Visit.Late.TotalMinutes), pair.Visit.Violations, pair.Stop.VisitedAt)),
            ],
            [.. r.Unserved.Select(unserved => new UnservedStopView(unserved.StopId, stops[unserved.StopId].Name, unserved.Reason))],
            r.Metres, r.PlannedMetres, r.PlannedMetres == 0 ? 1 : Math.Round((double)r.Metres / r.PlannedMetres, 4), r.OrderedByHand, timetable.Ends,
            (int)timetable.Travelling.TotalMinutes, (int)timetable.Waiting.TotalMinutes, timetable.Violations, [.. CanvassingKit.Missing(r.Packed).Select(item => item.Key)],
            r.CreatedAt, r.Version);
    }
}

/// <summary>A route in a list.</summary>
public sealed record RouteSummary(Guid Id, string Name, string OwnerId, string Team, RouteState State, DateTimeOffset DayStarts, int Stops, long Metres, bool OrderedByHand, DateTimeOffset CreatedAt)
{
    internal static RouteSummary Of(CanvassRoute r) => new(r.Id, r.Name, r.OwnerId, r.Team, r.State, r.Day.Starts, r.Order.Count, r.Metres, r.OrderedByHand, r.CreatedAt);
}
