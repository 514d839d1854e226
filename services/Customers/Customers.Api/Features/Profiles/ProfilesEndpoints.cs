using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Profiles;

internal static class ProfilesEndpoints
{
    public static void MapProfiles(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/customers/{id:guid}/profile").WithTags("Profile");
        group.MapGet("", ReadProfile.HandleAsync).RequirePermission(Permissions.CustomersRead).WithName("get-profile").WithSummary("A customer's profile; its sensitive part for whoever may see it.");
        group.MapPut("", WriteProfile.PutAsync).RequirePermission(Permissions.CustomersWrite).RequireIfMatch().WithName("put-profile").WithSummary("Replaces the profile.");
        group.MapPatch("", WriteProfile.PatchAsync).RequirePermission(Permissions.CustomersWrite).RequireIfMatch().WithName("patch-profile").WithSummary("Changes some blocks (JSON Merge Patch).");
        group.MapGet("/reads", ReadProfile.ReadsAsync).RequirePermission(Permissions.CustomersSensitive).WithName("list-sensitive-reads").WithSummary("Who has seen the sensitive part, newest first.");
    }
}
