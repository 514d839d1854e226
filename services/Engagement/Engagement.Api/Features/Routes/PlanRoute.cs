using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Geo;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.Engagement.Domain.Routing;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Routes;

/// <summary>What a route is planned from, with its customers found.</summary>
internal sealed record RouteDraft(GeoPoint Start, GeoPoint? End, WorkingDay Day, TravelPace Pace, IReadOnlyList<GeoPoint> Area, IReadOnlyList<CanvassStop> Stops);

/// <summary>E5: plans a route over a piece of the map, with an order of stops near the shortest one.</summary>
internal static class PlanRoute
{
    public static async Task<Results<Created<RouteView>, Invalid>> HandleAsync(
        RoutePlanRequest request, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var (draft, wrong) = await ReadAsync(request, db, cancellationToken);
        if (draft is null) return new Invalid(wrong!);
        var route = CanvassRoute.Plan(request.Name.Trim(), caller.Subject, caller.Team ?? "none", draft.Start, draft.End, draft.Day, draft.Pace, draft.Area, draft.Stops, time.GetUtcNow());
        db.Routes.Add(route);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/routes/{route.Id}", RouteView.Of(route));
    }

    public static async Task<Results<Ok<RouteView>, Missing, Invalid, Refused, Stale>> ReplaceAsync(
        Guid id, RoutePlanRequest request, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken)
    {
        if (await db.Routes.SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } route) return new Missing("route", id);
        if (!ifMatch.Matches(route)) return new Stale(route.Version);
        var (draft, wrong) = await ReadAsync(request, db, cancellationToken);
        if (draft is null) return new Invalid(wrong!);
        if (route.Replan(request.Name.Trim(), draft.Start, draft.End, draft.Day, draft.Pace, draft.Area, draft.Stops) is { } refusal) return new Refused(refusal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(RouteView.Of(route));
    }

    private static async Task<(RouteDraft? Draft, Refusal? Refusal)> ReadAsync(RoutePlanRequest request, EngagementDb db, CancellationToken cancellationToken)
    {
        List<GeoPoint> area = [.. (request.Area ?? []).Select(corner => corner.ToPoint())];
        if (area.Count is 1 or 2) return (null, Refusal.Invalid("area", "route.area", "An area has at least three corners."));
        if (request.FromArea && area.Count == 0) return (null, Refusal.Invalid("fromArea", "route.area", "Draw the area whose customers are to be called at."));
        var ids = request.Stops.Select(stop => stop.CustomerId).OfType<Guid>().Distinct().ToArray();
        var known = await db.Customers.AsNoTracking().Where(customer => ids.Contains(customer.Id)).ToDictionaryAsync(customer => customer.Id, cancellationToken);
        var stops = new List<CanvassStop>();
        foreach (var (index, body) in request.Stops.Index())
        {
            var (stop, wrong) = Stop(body, $"stops[{index}]", body.CustomerId is { } id ? known.GetValueOrDefault(id) : null);
            if (stop is null) return (null, wrong);
            if (MapArea.Contains(area, stop.At)) stops.Add(stop);
        }
        if (request.FromArea) stops.AddRange(await LocatedAsync(area, [.. stops.Select(stop => stop.CustomerId).OfType<Guid>()], db, cancellationToken));
        if (stops.Count == 0) return (null, Refusal.Invalid("stops", "route.no-stops", "There is nothing to call at."));
        var draft = new RouteDraft(
            request.Start.ToPoint(), request.End?.ToPoint(), new WorkingDay(request.DayStarts, request.DayEnds), new TravelPace(request.KilometresPerHour, request.StreetPercent), area, stops);
        var problems = new RouteRequest(draft.Start, draft.End, draft.Day, draft.Pace, [.. stops.Select(s => new RouteStop(s.Id, s.At, TimeSpan.FromMinutes(s.VisitMinutes), s.Window))]).Problems();
        return problems is [var first, ..] ? (null, Refusal.Invalid("stops", first, $"This route cannot be planned: {first}.")) : (draft, null);
    }

    private static (CanvassStop? Stop, Refusal? Refusal) Stop(StopBody body, string field, KnownCustomer? customer)
    {
        if (body.CustomerId is { } id && customer is null) return (null, Refusal.Invalid($"{field}.customerId", "customer.unknown", $"There is no customer '{id}' that you may see."));
        if ((body.At?.ToPoint() ?? customer?.Position) is not { } at)
            return (null, Refusal.Invalid($"{field}.at", "route.stop-unlocated", customer is null ? "A stop has a position." : $"The address of '{customer.Name}' has no position; give one."));
        if (body.Opens is null != body.Closes is null) return (null, Refusal.Invalid($"{field}.closes", "route.half-window", "Opening hours have both a beginning and an end."));
        if ((body.Name ?? customer?.Name) is not { Length: > 0 } name) return (null, Refusal.Invalid($"{field}.name", "route.stop-nameless", "A stop has a name."));
        var window = body is { Opens: { } opens, Closes: { } closes } ? new TimeWindow(opens, closes) : null;
        return (new CanvassStop(body.Id ?? Guid.CreateVersion7(), name, at, body.VisitMinutes, window, body.CustomerId), null);
    }

    // The bounding box is found in the database, the area itself here.
    private static async Task<IReadOnlyList<CanvassStop>> LocatedAsync(List<GeoPoint> area, HashSet<Guid> taken, EngagementDb db, CancellationToken cancellationToken)
    {
        var (south, north) = (area.Min(corner => corner.Latitude), area.Max(corner => corner.Latitude));
        var (west, east) = (area.Min(corner => corner.Longitude), area.Max(corner => corner.Longitude));
        var inBox = await db.Customers.AsNoTracking()
            .Where(c => c.IsActive && c.Latitude >= south && c.Latitude <= north && c.Longitude >= west && c.Longitude <= east)
            .OrderBy(c => c.Key).Take(RouteRequest.MostStops * 2).ToListAsync(cancellationToken);
        return
        [
            .. inBox.Where(c => !taken.Contains(c.Id) && c.Position is { } at && MapArea.Contains(area, at)).Take(RouteRequest.MostStops - taken.Count)
                .Select(c => new CanvassStop(Guid.CreateVersion7(), c.Name, c.Position!.Value, 15, null, c.Id)),
        ];
    }
}
