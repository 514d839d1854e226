using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;

namespace CrmPlatform.Insights.Features.Rebuild;

internal static class RebuildEndpoints
{
    public static void MapRebuild(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/rebuild").RequirePermission(Permissions.InsightsManage);
        group.MapPost("", Rebuild.QueueAsync).WithName("rebuild-insights").WithSummary("Makes all read models anew from the feeds, beside live traffic.");
        group.MapJobs("rebuild-insights", Rebuild.JobKind);
    }
}
