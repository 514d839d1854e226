namespace CrmPlatform.Engagement.Domain.Routing;

/// <summary>How long to search, in steps and not in seconds, so that the same request gives the same plan on a slow machine.</summary>
/// <param name="Kicks">Trials of the search for the shortest order.</param>
/// <param name="Rebuilds">Trials of the search under time windows.</param>
internal sealed record RouteEffort(int Kicks, int Rebuilds, ulong Seed = 1)
{
    /// <summary>Well below two seconds for 200 stops on one core; tests hold it to that.</summary>
    public static RouteEffort Default { get; } = new(20_000, 20_000);
}

/// <summary>E5: a planned route and what did not fit into it.</summary>
internal sealed record RoutePlan(RouteTimetable Timetable, IReadOnlyList<UnservedStop> Unserved)
{
    /// <summary>Serves as many stops as the day allows, then by the shortest way found.</summary>
    /// <exception cref="ArgumentException">See <see cref="RouteRequest.Problems"/>.</exception>
    public static RoutePlan For(RouteRequest request, RouteEffort? effort = null)
    {
        request.Demand();
        effort ??= RouteEffort.Default;

        var all = new RouteLegs(request);
        var obstacles = Enumerable.Range(1, all.Stops)
            .Select(site => (Stop: request.Stops[site - 1], Reason: StopReach.Obstacle(request, all, site)))
            .ToList();
        var reachable = request with { Stops = [.. obstacles.Where(pair => pair.Reason is null).Select(pair => pair.Stop)] };

        var legs = new RouteLegs(reachable);
        var isRound = request.End == request.Start;
        var order = ShortestOrder.Of(legs, isRound, request.End is not null, effort.Kicks, effort.Seed);
        var timetable = RouteTimetable.Of(reachable, legs, order);
        if (!timetable.IsFeasible && isRound) timetable = BackwardsIfFeasible(reachable, legs, order, timetable);
        if (!timetable.IsFeasible) timetable = RouteTimetable.Of(reachable, legs, new WindowedRoute(reachable, legs, effort).Run(order));

        return new RoutePlan(
            timetable with { LeftOut = [.. request.Stops.Select(stop => stop.Id).Except(timetable.Visits.Select(visit => visit.StopId))] },
            [.. obstacles.Where(pair => pair.Reason is not null).Select(pair => new UnservedStop(pair.Stop.Id, pair.Reason!.Value)),
             .. timetable.LeftOut.Select(id => new UnservedStop(id, UnservedReason.NoRoomInDay))]);
    }

    /// <summary>A round is as long either way about, but the shops may be open only on the one.</summary>
    private static RouteTimetable BackwardsIfFeasible(RouteRequest request, RouteLegs legs, int[] order, RouteTimetable forwards)
    {
        var backwards = RouteTimetable.Of(request, legs, [.. order.Reverse()]);
        return backwards.IsFeasible ? backwards : forwards;
    }
}
