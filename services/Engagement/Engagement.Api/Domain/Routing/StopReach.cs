using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Routing;

/// <summary>Why a stop is not in the route.</summary>
public enum UnservedReason
{
    [Names("Open for less than the visit takes", "营业时间短于拜访时长", "營業時間短於拜訪時長")] WindowShorterThanVisit,
    [Names("Closed during the working day", "工作时间内不营业", "工作時間內不營業")] WindowOutsideDay,
    [Names("Cannot be reached before closing", "营业结束前无法到达", "營業結束前無法到達")] OutOfReach,
    [Names("No way back in time", "无法按时返回", "無法按時返回")] NoWayBackInTime,
    [Names("No room left in the day", "当天排不下", "當天排不下")] NoRoomInDay,
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
