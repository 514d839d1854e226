using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Calls;

internal static class CallsEndpoints
{
    public static void MapCalls(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/calls").WithTags("Calls").NameCustomers<CallView>();
        group.MapGet("", ReadCalls.ListAsync).RequirePermission(Permissions.ActivitiesRead).WithName("list-calls")
            .WithSummary("Calls by customer or owner, newest first: those that took place or were tried, unless another state is asked for.");
        group.MapGet("/{id:guid}", ReadCalls.OneAsync).RequirePermission(Permissions.ActivitiesRead).WithName("get-call").WithSummary("One call.");

        var write = group.MapGroup("").RequirePermission(Permissions.ActivitiesWrite);
        write.MapPost("", LogCall.HandleAsync).WithName("log-call").WithSummary("Logs a call, or plans one (plannedAt).");
        write.MapPatch("/{id:guid}", ChangeCall.PatchAsync).RequireIfMatch().WithName("patch-call").WithSummary("Changes a planned call (JSON Merge Patch).");
        write.MapPost("/{id:guid}/begin", ChangeCall.BeginAsync).RequireIfMatch().WithName("begin-call").WithSummary("A call is under way.");
        write.MapPost("/{id:guid}/complete", CompleteCall.HandleAsync).RequireIfMatch().WithName("complete-call").WithSummary("Says how a planned call went: it took place or was tried.");
        write.MapPost("/{id:guid}/cancel", ChangeCall.CancelAsync).RequireIfMatch().WithName("cancel-call").WithSummary("Cancels a call.");
        write.MapPost("/{id:guid}/miss", ChangeCall.MissAsync).RequireIfMatch().WithName("miss-call").WithSummary("Notes that a call was missed.");
    }
}
