using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Geo;
using CrmPlatform.Engagement.Domain.Routing;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Outlets;

/// <summary>An outlet found on the way.</summary>
/// <param name="RouteId">With <paramref name="StopId"/>: the stop of a route it was found at, which counts as visited.</param>
public sealed record OutletRequest(
    OutletForm Form,
    [property: Range(-90, 90)] double? Latitude = null,
    [property: Range(-180, 180)] double? Longitude = null,
    Guid? RouteId = null,
    Guid? StopId = null);

/// <summary>An outlet as clients see it.</summary>
/// <param name="CustomerId">The customer it became.</param>
/// <param name="LeadId">Said once, where it becomes a lead; later the lead is found at <c>/api/v1/leads?customerId=</c>.</param>
public sealed record OutletView(
    Guid Id, OutletForm Form, double? Latitude, double? Longitude, Guid? RouteId, Guid? StopId, string OwnerId, string Team, DateTimeOffset EnteredAt, Guid? CustomerId, long Version, Guid? LeadId = null) : IVersionedView
{
    internal static OutletView Of(Outlet o) => new(o.Id, o.Form, o.Latitude, o.Longitude, o.RouteId, o.StopId, o.OwnerId, o.Team, o.EnteredAt, o.CustomerId, o.Version);
}

/// <summary>E5: the outlet form.</summary>
internal static class Outlets
{
    public static void MapOutlets(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/outlets").WithTags("Canvassing").RequirePermission(Permissions.RoutesWrite);
        group.MapGet("", ListAsync).WithName("list-outlets").WithSummary("Outlets found, newest first.");
        group.MapGet("/{id:guid}", OneAsync).WithName("get-outlet").WithSummary("One outlet.");
        group.MapPost("", EnterAsync).WithName("enter-outlet").WithSummary("Enters an outlet form.").AgainWhenContended();
        group.MapPut("/{id:guid}", ReplaceAsync).RequireIfMatch().WithName("replace-outlet").WithSummary("Changes an outlet form.");
        group.MapPost("/{id:guid}/lead", BecomeLead.HandleAsync).RequireIfMatch().WithName("outlet-to-lead").WithSummary("Makes a lead of an outlet in one step.");
    }

    private static async Task<Results<Created<OutletView>, Invalid, Refused>> EnterAsync(OutletRequest request, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Check(request) is { } wrong) return new Invalid(wrong);
        var now = time.GetUtcNow();
        var outlet = Outlet.Enter(request.Form, Point(request), request.RouteId, request.StopId, caller.Subject, caller.Team ?? "none", now);
        if (request is { RouteId: { } routeId, StopId: { } stopId })
        {
            if (await db.Routes.SingleOrDefaultAsync(r => r.Id == routeId, cancellationToken) is not { } route)
                return new Invalid("routeId", $"There is no route '{routeId}' that you may see.", "route.unknown");
            if (route.Visit(stopId, now, outlet.Id) is { } refusal) return refusal.Kind == RefusalKind.Invalid ? new Invalid(refusal) : new Refused(refusal);
        }
        db.Outlets.Add(outlet);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/outlets/{outlet.Id}", OutletView.Of(outlet));
    }

    private static async Task<Results<Ok<OutletView>, Missing, Invalid, Refused, Stale>> ReplaceAsync(
        Guid id, OutletRequest request, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken)
    {
        if (await db.Outlets.SingleOrDefaultAsync(o => o.Id == id, cancellationToken) is not { } outlet) return new Missing("outlet", id);
        if (!ifMatch.Matches(outlet)) return new Stale(outlet.Version);
        if (Check(request) is { } wrong) return new Invalid(wrong);
        if ((request.RouteId, request.StopId) != (outlet.RouteId, outlet.StopId)) return new Invalid("stopId", "An outlet stays where it was found.", "outlet.stop-fixed");
        if (outlet.CustomerId is not null) return new Refused("outlet.is-lead", "This outlet is a lead; change the customer.");
        outlet.Change(request.Form, Point(request));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(OutletView.Of(outlet));
    }

    private static async Task<Results<Ok<OutletView>, Missing>> OneAsync(Guid id, EngagementDb db, CancellationToken cancellationToken) =>
        await db.Outlets.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellationToken) is { } outlet ? TypedResults.Ok(OutletView.Of(outlet)) : new Missing("outlet", id);

    private static async Task<Ok<Page<OutletView>>> ListAsync(
        EngagementDb db, Cursors cursors, CancellationToken cancellationToken, Guid? routeId = null, bool? lead = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"outlets:{routeId}:{lead}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var outlets = db.Outlets.AsNoTracking();
        if (routeId is not null) outlets = outlets.Where(o => o.RouteId == routeId);
        if (lead is not null) outlets = outlets.Where(o => o.CustomerId != null == lead);
        var rows = await outlets.Where(o => o.Key < before).OrderByDescending(o => o.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, o => o.Key, OutletView.Of));
    }

    private static Refusal? Check(OutletRequest request)
    {
        if (request.Latitude is null != request.Longitude is null) return Refusal.Invalid("longitude", "position.half", "A position has both latitude and longitude.");
        if (request.RouteId is null != request.StopId is null) return Refusal.Invalid("stopId", "outlet.half-stop", "A stop belongs to a route: give both or neither.");
        return string.IsNullOrWhiteSpace(request.Form.Name) ? Refusal.Invalid("form.name", "outlet.name-missing", "An outlet has a name.") : null;
    }

    private static GeoPoint? Point(OutletRequest request) => request is { Latitude: { } latitude, Longitude: { } longitude } ? new GeoPoint(latitude, longitude) : null;
}
