using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>For a service whose replica does not know somebody yet: the state event it will get anyway.</summary>
    public static void MapInternalStaff(this WebApplication app) => app.MapGet("/internal/staff/{subject}", InternalAsync)
        .RequireAuthorization(InternalAccess.Policy).ExcludeFromDescription();

    private static async Task<Results<Ok<StaffChanged>, NotFound>> InternalAsync(string subject, CustomersDb db, CancellationToken cancellationToken) =>
        await db.Staff.AsNoTracking().SingleOrDefaultAsync(member => member.Subject == subject, cancellationToken) is { } member
            ? TypedResults.Ok(member.ToEvent(member.Version))
            : TypedResults.NotFound();
}
