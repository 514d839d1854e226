using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Insights.Features.Kpi;

internal static class KpiEndpoints
{
    public static void MapKpi(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/kpi");
        var read = group.MapGroup("").RequirePermission(Permissions.InsightsRead);
        read.MapGet("", ReadKpi.HandleAsync).WithName("kpi").WithSummary("What people and teams reached against their targets, and what that earns.");
        read.MapGet("/workload", Workload.HandleAsync).WithName("workload").WithSummary("Capacity and planned work per person and day.");
        read.MapGet("/targets", Targets.ListAsync).WithName("list-targets").WithSummary("Targets.");
        read.MapGet("/targets/{id:guid}", Targets.OneAsync).WithName("get-target").WithSummary("One target.");
        read.MapGet("/incentives", IncentivePlans.ListAsync).WithName("list-incentive-plans").WithSummary("Incentive plans.");
        read.MapGet("/incentives/{id:guid}", IncentivePlans.OneAsync).WithName("get-incentive-plan").WithSummary("One incentive plan.");

        var manage = group.MapGroup("").RequirePermission(Permissions.InsightsManage);
        manage.MapPost("/targets", Targets.SetAsync).WithName("set-target").WithSummary("Sets a target.");
        manage.MapPut("/targets/{id:guid}", Targets.ChangeAsync).RequireIfMatch().WithName("change-target").WithSummary("Changes a target.");
        manage.MapDelete("/targets/{id:guid}", Targets.RemoveAsync).RequireIfMatch().WithName("remove-target").WithSummary("Takes a target away.");
        manage.MapPost("/incentives", IncentivePlans.MakeAsync).WithName("make-incentive-plan").WithSummary("Makes an incentive plan.");
        manage.MapPut("/incentives/{id:guid}", IncentivePlans.ChangeAsync).RequireIfMatch().WithName("change-incentive-plan").WithSummary("Changes an incentive plan.");
        manage.MapDelete("/incentives/{id:guid}", IncentivePlans.RemoveAsync).RequireIfMatch().WithName("remove-incentive-plan").WithSummary("Takes an incentive plan away.");
    }
}
