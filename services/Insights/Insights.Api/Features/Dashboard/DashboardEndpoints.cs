using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Insights.Features.Dashboard;

internal static class DashboardEndpoints
{
    public static void MapDashboard(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/dashboard").RequirePermission(Permissions.InsightsRead);
        group.MapGet("", ReadDashboard.HandleAsync).WithName("dashboard").WithSummary("Today's numbers.");
        group.MapGet("/history", ReadHistory.HandleAsync).WithName("dashboard-history").WithSummary("One count by day or month, in any time zone.");
        group.MapGet("/behind", ListBehind.HandleAsync).WithName("dashboard-behind").WithSummary("What a count counts: the visits, complaints, deals and their customers.");
        group.MapGet("/sales", ReadSales.HistoryAsync).WithName("sales-history").WithSummary("Sales by day or month, in any time zone.");
        group.MapGet("/sales/customers", ReadSales.CustomersAsync).WithName("sales-customers").WithSummary("The customers behind a sum of sales.");
    }
}
