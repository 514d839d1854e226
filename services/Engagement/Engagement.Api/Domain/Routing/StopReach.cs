namespace CrmPlatform.Engagement.Domain.Routing;

/// <summary>Why a stop is not in the route.</summary>
public enum UnservedReason
{
    WindowShorterThanVisit,
    WindowOutsideDay,
    OutOfReach,
    NoWayBackInTime,
    NoRoomInDay,
}

/// <summary>A stop that is not in the route, with the reason.</summary>
internal sealed record UnservedStop(Guid StopId, UnservedReason Reason);

/// <summary>E5: whether a stop could be visited at all, were it the only one. Nothing is dropped silently.</summary>
internal static class StopReach
{
    /// <summary>Null when the stop alone fits into the day.</summary>
    public static UnservedReason? Obstacle(RouteRequest request, RouteLegs legs, int site)
    {
        var stop = request.Stops[site - 1];
        if (stop.Window is { } window)
        {
            if (window.Closes - window.Opens < stop.Visit) return UnservedReason.WindowShorterThanVisit;
            var opens = window.Opens > request.Day.Starts ? window.Opens : request.Day.Starts;
            var closes = window.Closes < request.Day.Ends ? window.Closes : request.Day.Ends;
            if (closes - opens < stop.Visit) return UnservedReason.WindowOutsideDay;
        }

        var alone = RouteTimetable.Of(request, legs, [site]);
        if (alone.Visits[0].Violations.Count > 0) return UnservedReason.OutOfReach;
        return alone.IsFeasible ? null : UnservedReason.NoWayBackInTime;
    }
}
