using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Standing;

internal static class StandingEndpoints
{
    public static void MapStanding(this RouteGroupBuilder api)
    {
        var axes = api.MapGroup("/customers/{id:guid}/axes").WithTags("Standing");
        axes.MapGet("", ReadStanding.NowAsync).RequirePermission(Permissions.CustomersRead).WithName("get-axes").WithSummary("Class, grade, maturity, heat, zone and the rest, each by itself.");
        axes.MapGet("/{axis}/history", ReadStanding.HistoryAsync).RequirePermission(Permissions.CustomersRead).WithName("axis-history").WithSummary("How one axis came where it is, newest first.");
        axes.MapPut("/{axis}", SetAxis.PutAsync).RequirePermission(Permissions.CustomersWrite).RequireIfMatch().WithName("set-axis").WithSummary("Sets an axis by hand.");
        axes.MapDelete("/{axis}", SetAxis.ReleaseAsync).RequirePermission(Permissions.CustomersWrite).RequireIfMatch().WithName("release-axis").WithSummary("Gives an axis back to its rule.");

        var abc = api.MapGroup("/customers/{id:guid}/class-override").WithTags("Standing").RequirePermission(Permissions.CustomersClassify);
        abc.MapPut("", OverrideClass.PutAsync).RequireIfMatch().WithName("override-class").WithSummary("Overrides the computed class until a date, with a reason.");
        abc.MapDelete("", OverrideClass.EndAsync).RequireIfMatch().WithName("end-class-override").WithSummary("Lets the computed class return at once.");

        var plans = api.MapGroup("/support-plans").WithTags("Standing");
        plans.MapGet("", SupportPlans.ListAsync).RequirePermission(Permissions.CustomersRead).WithName("list-support-plans").WithSummary("What each class is entitled to.");
        plans.MapGet("/{abc}", SupportPlans.GetAsync).RequirePermission(Permissions.CustomersRead).WithName("get-support-plan").WithSummary("What a class is entitled to.");
        plans.MapPut("/{abc}", SupportPlans.PutAsync).RequirePermission(Permissions.SettingsManage).RequireIfMatch().WithName("put-support-plan").WithSummary("Changes what a class is entitled to.");
    }
}
