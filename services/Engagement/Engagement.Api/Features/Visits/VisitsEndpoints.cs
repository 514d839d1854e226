using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Engagement.Features.Visits;

internal static class VisitsEndpoints
{
    public static void MapVisits(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/visits").WithTags("Visits").NameCustomers<VisitView>();
        var read = group.MapGroup("").RequirePermission(Permissions.ActivitiesRead);
        read.MapGet("", ReadVisits.ListAsync).WithName("list-visits").WithSummary("Visits by customer or owner, newest first.");
        read.MapGet("/{id:guid}", ReadVisits.OneAsync).WithName("get-visit").WithSummary("One visit.");

        var write = group.MapGroup("").RequirePermission(Permissions.ActivitiesWrite);
        write.MapPost("", PlanVisit.HandleAsync).WithName("plan-visit").WithSummary("Plans a visit, or writes down one that was held.");
        write.MapPut("/{id:guid}", ChangeVisit.ReplaceAsync).RequireIfMatch().WithName("replace-visit").WithSummary("Replaces the plan of a visit.");
        write.MapPatch("/{id:guid}", ChangeVisit.PatchAsync).RequireIfMatch().WithName("patch-visit").WithSummary("Changes the plan of a visit (JSON Merge Patch).");
        write.MapPost("/{id:guid}/check-in", AttendVisit.CheckInAsync).WithName("check-in-visit").WithSummary("Notes that the visit has begun, and where.").AgainWhenContended();
        write.MapPost("/{id:guid}/check-out", AttendVisit.CheckOutAsync).WithName("check-out-visit").WithSummary("Notes that the visit has ended, and where.").AgainWhenContended();
        write.MapPost("/{id:guid}/complete", CompleteVisit.HandleAsync).RequireIfMatch().WithName("complete-visit").WithSummary("Ends a visit with its outcome.");
        write.MapPost("/{id:guid}/cancel", CancelVisit.CancelAsync).RequireIfMatch().WithName("cancel-visit").WithSummary("Cancels a visit.");
        write.MapPost("/{id:guid}/miss", CancelVisit.MissAsync).RequireIfMatch().WithName("miss-visit").WithSummary("Notes that a visit was missed.");
    }
}
