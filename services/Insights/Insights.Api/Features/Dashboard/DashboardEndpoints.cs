using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Insights.Features.Dashboard;

internal static class DashboardEndpoints
{
    public static void MapDashboard(this RouteGroupBuilder insights) =>
        insights.MapGet("/dashboard", ReadDashboard.HandleAsync).RequirePermission(Permissions.InsightsRead)
            .WithName("dashboard").WithSummary("Today's numbers.");
}
