using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.AccountPlans;

internal static class AccountPlansEndpoints
{
    public static void MapAccountPlans(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/customers/{id:guid}/plan").WithTags("Relationship");
        group.MapGet("", WritePlan.GetAsync).RequirePermission(Permissions.CustomersRead).WithName("get-account-plan").WithSummary("The account plan, what it leaves open and what is due.");
        group.MapPut("", WritePlan.PutAsync).RequirePermission(Permissions.CustomersWrite).RequireIfMatch().WithName("put-account-plan").WithSummary("Replaces the account plan.");
        group.MapPatch("", WritePlan.PatchAsync).RequirePermission(Permissions.CustomersWrite).RequireIfMatch().WithName("patch-account-plan").WithSummary("Changes some parts (JSON Merge Patch).");
    }
}
