using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Engagement.Features.Timeline;

internal static class TimelineEndpoints
{
    public static void MapTimeline(this RouteGroupBuilder api) =>
        api.MapGet("/timeline", ReadTimeline.HandleAsync).RequirePermission(Permissions.TimelineRead).WithTags("Timeline")
            .WithName("get-timeline").WithSummary("Everything that happened with a customer, newest first; of deals, promises and the like only to whoever may read them.");
}
