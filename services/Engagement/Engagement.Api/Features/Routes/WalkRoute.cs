using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Routing;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Routes;

/// <summary>E5: the order by hand, the kit, and how the walk goes.</summary>
internal static class WalkRoute
{
    public static Task<Results<Ok<RouteView>, Missing, Invalid, Refused, Stale>> ReorderAsync(Guid id, ReorderRequest request, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, route => route.Reorder(request.StopIds), cancellationToken);

    public static Task<Results<Ok<RouteView>, Missing, Invalid, Refused, Stale>> PackAsync(Guid id, PackRequest request, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, route =>
        {
            if (request.Keys.FirstOrDefault(key => CanvassingKit.Items.All(item => item.Key != key)) is { } strange)
                return Refusal.Invalid("keys", "route.kit-unknown", $"The kit has no '{strange}'.");
            route.Pack(request.Keys);
            return null;
        }, cancellationToken);

    public static Task<Results<Ok<RouteView>, Missing, Invalid, Refused, Stale>> BeginAsync(Guid id, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, route => route.Begin(), cancellationToken);

    public static Task<Results<Ok<RouteView>, Missing, Invalid, Refused, Stale>> FinishAsync(Guid id, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, route => route.Finish(), cancellationToken);

    /// <summary>A stop was called at: a fact, so that nobody needs to say which version was seen.</summary>
    public static Task<Results<Ok<RouteView>, Missing, Invalid, Refused, Stale>> VisitAsync(Guid id, Guid stopId, EngagementDb db, TimeProvider time, CancellationToken cancellationToken) =>
        ChangeAsync(id, new IfMatch(null), db, route => route.Visit(stopId, time.GetUtcNow(), null), cancellationToken);

    public static async Task<Results<Ok<RouteView>, Missing>> OneAsync(Guid id, EngagementDb db, CancellationToken cancellationToken) =>
        await db.Routes.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is { } route ? TypedResults.Ok(RouteView.Of(route)) : new Missing("route", id);

    public static async Task<Ok<Page<RouteSummary>>> ListAsync(
        EngagementDb db, Cursors cursors, CancellationToken cancellationToken, string? ownerId = null, Coded<RouteState>? state = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"routes:{ownerId}:{state}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var routes = db.Routes.AsNoTracking();
        if (ownerId is not null) routes = routes.Where(r => r.OwnerId == ownerId);
        if (state is { Value: var wanted }) routes = routes.Where(r => r.State == wanted);
        var rows = await routes.Where(r => r.Key < before).OrderByDescending(r => r.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, r => r.Key, RouteSummary.Of));
    }

    public static Ok<Page<KitItemView>> Kit(HttpRequest http)
    {
        var language = http.Language();
        return TypedResults.Ok(new Page<KitItemView>([.. CanvassingKit.Items.Select(item => new KitItemView(item.Key, item.Name.In(language), item.Reason.In(language), false))], null));
    }

    public static async Task<Results<Ok<Page<KitItemView>>, Missing>> KitOfAsync(Guid id, EngagementDb db, HttpRequest http, CancellationToken cancellationToken)
    {
        if (await db.Routes.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } route) return new Missing("route", id);
        var language = http.Language();
        return TypedResults.Ok(new Page<KitItemView>(
            [.. CanvassingKit.Items.Select(item => new KitItemView(item.Key, item.Name.In(language), item.Reason.In(language), route.Packed.Contains(item.Key)))], null));
    }

    private static async Task<Results<Ok<RouteView>, Missing, Invalid, Refused, Stale>> ChangeAsync(
        Guid id, IfMatch ifMatch, EngagementDb db, Func<CanvassRoute, Refusal?> change, CancellationToken cancellationToken)
    {
        if (await db.Routes.SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } route) return new Missing("route", id);
        if (!ifMatch.Matches(route)) return new Stale(route.Version);
        if (change(route) is { } refusal) return refusal.Kind == RefusalKind.Invalid ? new Invalid(refusal) : new Refused(refusal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(RouteView.Of(route));
    }
}
