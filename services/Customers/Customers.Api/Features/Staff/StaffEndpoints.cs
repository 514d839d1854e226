using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Staff;

internal static class StaffEndpoints
{
    public static void MapStaff(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/staff").WithTags("Staff");
        group.MapGet("", ReadStaff.ListAsync).RequirePermission(Permissions.StaffRead).WithName("list-staff").WithSummary("The staff register.");
        group.MapGet("/{subject}", ReadStaff.OneAsync).RequirePermission(Permissions.StaffRead).WithName("get-staff").WithSummary("One member of staff.");
        group.MapPut("/{subject}", PutStaff.HandleAsync).RequirePermission(Permissions.StaffWrite).RequireIfMatch()
            .WithName("put-staff").WithSummary("Enters or changes a member of staff; If-Match: * enters.");
    }
}
