using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Activities;

internal static class ActivitiesEndpoints
{
    public static void MapActivities(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/activities").WithTags("Activities").NameCustomers<ActivityView>();
        var read = group.MapGroup("").RequirePermission(Permissions.ActivitiesRead);
        read.MapGet("", ReadActivities.ListAsync).WithName("list-activities").WithSummary("Activities of all kinds, newest first.");
        read.MapGet("/{id:guid}", ReadActivities.OneAsync).WithName("get-activity").WithSummary("One activity of any kind.");
        read.MapGet("/{id:guid}/history", ReadActivities.HistoryAsync).WithName("activity-history").WithSummary("Who changed what in an activity.");

        var write = group.MapGroup("").RequirePermission(Permissions.ActivitiesWrite);
        write.MapPost("", EnterActivity.HandleAsync).WithName("enter-activity").WithSummary("Plans or writes down a meeting, e-mail, message, web contact, fax or event.");
        write.MapPatch("/{id:guid}", EnterActivity.PatchAsync).RequireIfMatch().WithName("patch-activity").WithSummary("Changes a planned activity (JSON Merge Patch).");
        write.MapPost("/{id:guid}/begin", EndActivity.BeginAsync).RequireIfMatch().WithName("begin-activity").WithSummary("An activity is under way.");
        write.MapPost("/{id:guid}/complete", EndActivity.CompleteAsync).RequireIfMatch().WithName("complete-activity").WithSummary("Ends an activity with its outcome.");
        write.MapPost("/{id:guid}/cancel", EndActivity.CancelAsync).RequireIfMatch().WithName("cancel-activity").WithSummary("Cancels an activity.");
        write.MapPost("/{id:guid}/miss", EndActivity.MissAsync).RequireIfMatch().WithName("miss-activity").WithSummary("Notes that an activity was missed.");
    }
}
