using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Insights.Features.Customers;

internal static class CustomersEndpoints
{
    public static void MapCustomers(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/customers").RequirePermission(Permissions.InsightsRead);
        group.MapGet("/{id:guid}", GetCustomer.HandleAsync).WithName("customer-insights").WithSummary("All the numbers of one customer.");
    }
}
