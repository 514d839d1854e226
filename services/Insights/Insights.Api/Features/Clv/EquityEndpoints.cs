using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Insights.Features.Clv;

internal static class EquityEndpoints
{
    public static void MapEquity(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/equity").RequirePermission(Permissions.InsightsRead);
        group.MapGet("", EquityNow.ByAsync).WithName("equity").WithSummary("Customer equity by segment, class, owner or team.");
        group.MapGet("/customers", EquityNow.CustomersAsync).WithName("equity-customers").WithSummary("The customers behind a sum of equity.");
        group.MapGet("/history", EquityNow.HistoryAsync).WithName("equity-history").WithSummary("Customer equity month by month.");
        group.MapGet("/change", ExplainEquity.HandleAsync).WithName("equity-change").WithSummary("Why equity changed between two runs.");
        group.MapGet("/change/customers", ExplainEquity.CustomersAsync).WithName("equity-change-customers").WithSummary("The customers behind a movement of equity.");
    }
}
