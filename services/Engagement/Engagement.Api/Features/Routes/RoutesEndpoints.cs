using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Engagement.Features.Routes;

internal static class RoutesEndpoints
{
    public static void MapRoutes(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/routes").WithTags("Canvassing").RequirePermission(Permissions.RoutesWrite);
        group.MapGet("", WalkRoute.ListAsync).WithName("list-routes").WithSummary("Canvassing routes, newest first.");
        group.MapGet("/kit", WalkRoute.Kit).WithName("canvassing-kit").WithSummary("The ten things a canvasser takes along.");
        group.MapGet("/{id:guid}", WalkRoute.OneAsync).WithName("get-route").WithSummary("One route with its timetable.");
        group.MapPost("", PlanRoute.HandleAsync).WithName("plan-route").WithSummary("Plans a route with an order of stops near the shortest.");
        group.MapPut("/{id:guid}", PlanRoute.ReplaceAsync).RequireIfMatch().WithName("replan-route").WithSummary("Plans a route anew.");
        group.MapPut("/{id:guid}/order", WalkRoute.ReorderAsync).RequireIfMatch().WithName("reorder-route").WithSummary("Changes the order of stops by hand.");
        group.MapGet("/{id:guid}/kit", WalkRoute.KitOfAsync).WithName("route-kit").WithSummary("The kit checklist of a route.");
        group.MapPut("/{id:guid}/kit", WalkRoute.PackAsync).RequireIfMatch().WithName("pack-kit").WithSummary("Ticks off the kit.");
        group.MapPost("/{id:guid}/begin", WalkRoute.BeginAsync).RequireIfMatch().WithName("begin-route").WithSummary("The walk begins, with the whole kit.");
        group.MapPost("/{id:guid}/finish", WalkRoute.FinishAsync).RequireIfMatch().WithName("finish-route").WithSummary("The walk is over.");
        group.MapPost("/{id:guid}/stops/{stopId:guid}/visited", WalkRoute.VisitAsync).WithName("visit-stop").WithSummary("A stop was called at.").AgainWhenContended();
    }
}
