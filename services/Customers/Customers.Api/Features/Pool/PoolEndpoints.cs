using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Pool;

internal static class PoolEndpoints
{
    public static void MapPool(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/pool").WithTags("Pool");
        var claim = group.MapGroup("").RequirePermission(Permissions.PoolClaim);
        claim.MapGet("", ReadPool.ListAsync).WithName("list-pool").WithSummary("Customers that anybody may claim.");
        claim.MapGet("/allowance", ReadPool.AllowanceAsync).WithName("pool-allowance").WithSummary("How many claims you have left today.");
        claim.MapPost("/{id:guid}/claim", ClaimCustomer.HandleAsync).RequireIfMatch().WithName("claim-customer").WithSummary("Takes a customer out of the pool; of several at once one wins.");
        group.MapPost("/{id:guid}/release", ReleaseToPool.HandleAsync).RequirePermission(Permissions.CustomersTransfer).RequireIfMatch()
            .WithName("release-to-pool").WithSummary("Gives a customer back to the pool; a key customer never.");
    }
}
