using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Routing;

/// <summary>What is wrong with a visit in the order given.</summary>
public enum RouteViolation
{
    [Names("After closing time", "晚于营业时间", "晚於營業時間")] AfterWindow,
    [Names("After the working day", "晚于下班时间", "晚於下班時間")] AfterDay,
    [Names("Home after the working day", "返回晚于下班时间", "返回晚於下班時間")] EndAfterDay,
}

/// <summary>One visit of a route.</summary>
/// <param name="Begins">When the visit begins: on arrival, or when the window opens.</param>
/// <param name="MetresFromPrevious">Straight line from the stop before, or from the start.</param>
/// <param name="Late">By how much the visit ends after its window closes; zero when in time.</param>
internal sealed record RouteVisit(
    Guid StopId, DateTimeOffset Arrives, DateTimeOffset Begins, DateTimeOffset Leaves, long MetresFromPrevious, TimeSpan Late,
    IReadOnlyList<RouteViolation> Violations);

/// <summary>E5: arrival times, breaches and length of a route in a given order, whoever gave it.</summary>
/// <param name="Metres">Straight lines from the start over all stops to the end.</param>
/// <param name="Ends">Arrival at the end, or leaving the last stop of an open route.</param>
/// <param name="LeftOut">Stops of the request that are not in the order.</param>
internal sealed record RouteTimetable(
    IReadOnlyList<RouteVisit> Visits, long Metres, DateTimeOffset Ends, TimeSpan Travelling, TimeSpan Waiting,
    IReadOnlyList<RouteViolation> Violations, IReadOnlyList<Guid> LeftOut)
{
    /// <summary>No visit late, home in time.</summary>
    public bool IsFeasible => Violations.Count == 0 && Visits.All(visit => visit.Violations.Count == 0);

    /// <summary>Why an order given by hand cannot be one, as stable codes; empty when it can.</summary>
    public static IReadOnlyList<string> Problems(RouteRequest request, IReadOnlyList<Guid> order)
    {
        var codes = new List<string>(request.Problems());
        if (order.Distinct().Count() != order.Count) codes.Add("route.order-repeats-stop");
        if (order.Except(request.Stops.Select(stop => stop.Id)).Any()) codes.Add("route.order-unknown-stop");
        return codes;
    }

    /// <summary>Follows an order, feasible or not: late visits are made all the same and marked.</summary>
    /// <exception cref="ArgumentException">The order repeats a stop or names an unknown one; see <see cref="Problems"/>.</exception>
    public static RouteTimetable Of(RouteRequest request, IReadOnlyList<Guid> order)
    {
        var problems = Problems(request, order);
        if (problems.Count > 0) throw new ArgumentException(string.Join(", ", problems), nameof(order));
        var siteOf = request.Stops.Select((stop, index) => (stop.Id, Site: index + 1)).ToDictionary(pair => pair.Id, pair => pair.Site);
        return Of(request, new RouteLegs(request), [.. order.Select(id => siteOf[id])]);
    }

    internal static RouteTimetable Of(RouteRequest request, RouteLegs legs, int[] order)
    {
        var visits = new List<RouteVisit>(order.Length);
        var (clock, here) = (request.Day.Starts, 0);
        var (travelling, waiting) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var site in order)
        {
            var stop = request.Stops[site - 1];
            var travel = TimeSpan.FromSeconds(legs.Seconds(here, site));
            var arrives = clock + travel;
            var begins = stop.Window is { } window && window.Opens > arrives ? window.Opens : arrives;
            clock = begins + stop.Visit;
            travelling += travel;
            waiting += begins - arrives;

            var late = stop.Window is { } hours && clock > hours.Closes ? clock - hours.Closes : TimeSpan.Zero;
            var violations = new List<RouteViolation>();
            if (late > TimeSpan.Zero) violations.Add(RouteViolation.AfterWindow);
            if (clock > request.Day.Ends) violations.Add(RouteViolation.AfterDay);
            visits.Add(new RouteVisit(stop.Id, arrives, begins, clock, WholeMetres(legs.Decimetres(here, site)), late, violations));
            here = site;
        }

        var home = TimeSpan.FromSeconds(legs.Seconds(here, legs.End));
        var ends = clock + home;
        var served = order.ToHashSet();
        return new RouteTimetable(
            visits,
            WholeMetres(legs.Length(order)),
            ends,
            travelling + home,
            waiting,
            ends > request.Day.Ends ? [RouteViolation.EndAfterDay] : [],
            [.. request.Stops.Where((_, index) => !served.Contains(index + 1)).Select(stop => stop.Id)]);
    }

    private static long WholeMetres(long decimetres) => (decimetres + 5) / 10;
}
