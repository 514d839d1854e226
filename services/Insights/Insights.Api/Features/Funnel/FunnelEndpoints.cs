using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Insights.Features.Funnel;

internal static class FunnelEndpoints
{
    public static void MapFunnel(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/funnel").RequirePermission(Permissions.InsightsRead);
        group.MapGet("", ReadFunnel.HandleAsync).WithName("funnel").WithSummary("Conversion by stage, velocity and win rate.");
        // X1: a sum is everybody's who sees dashboards; single deals are for who may read deals.
        group.MapGet("/deals", ListDeals.HandleAsync).RequirePermission(Permissions.OpportunitiesRead).WithName("funnel-deals").WithSummary("The deals behind a figure of the funnel.");
        group.MapGet("/forecast", ReadForecast.WeightedAsync).WithName("weighted-forecast").WithSummary("Open deals weighted by their probability, with interval.");
        group.MapGet("/forecast/deals", ReadForecast.DealsAsync).RequirePermission(Permissions.OpportunitiesRead).WithName("weighted-forecast-deals").WithSummary("The open deals behind a weighted sum.");
        insights.MapGroup("/forecast").RequirePermission(Permissions.InsightsRead).MapForecasts();
    }

    private static void MapForecasts(this RouteGroupBuilder group)
    {
        group.MapGet("", StatisticalSales.HandleAsync).WithName("statistical-forecast").WithSummary("Sales of the months to come, with interval, and how they were foreseen.");
        group.MapGet("/demand", ExpectedDemand.HandleAsync).WithName("expected-demand").WithSummary("Expected demand per product, for the stock-keepers.");
    }
}
