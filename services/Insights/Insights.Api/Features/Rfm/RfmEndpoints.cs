using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Insights.Features.Rfm;

internal static class RfmEndpoints
{
    public static void MapRfm(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/rfm").RequirePermission(Permissions.InsightsRead);
        group.MapGet("", ListRfm.HandleAsync).WithName("list-rfm").WithSummary("Customers with their RFM scores, the most valuable first.");
        group.MapGet("/segments", RfmSegmentsNow.HandleAsync).WithName("rfm-segments").WithSummary("The RFM segments and what they come to.");
    }
}
