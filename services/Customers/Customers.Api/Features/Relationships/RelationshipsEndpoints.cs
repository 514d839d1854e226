using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Relationships;

internal static class RelationshipsEndpoints
{
    public static void MapRelationships(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/customers/{id:guid}/relationship").WithTags("Relationship");
        group.MapGet("", DescribeRelationship.GetAsync).RequirePermission(Permissions.CustomersRead)
            .WithName("get-relationship").WithSummary("The type of the relationship, whether it fits, its bonds, and what it costs and brings.");
        group.MapPut("", DescribeRelationship.PutAsync).RequirePermission(Permissions.CustomersWrite).RequireIfMatch()
            .WithName("put-relationship").WithSummary("Says of what type the relationship is; the answer names the tests that fail.");
        group.MapPost("/costs", EnterRelationshipCost.HandleAsync).RequirePermission(Permissions.CustomersWrite)
            .WithName("enter-relationship-cost").WithSummary("Enters a discount or remedy that no event tells of.");
        group.MapGet("/costs", BookedCosts.ListAsync).RequirePermission(Permissions.CustomersRead)
            .WithName("list-relationship-costs").WithSummary("The remedies and discounts one by one, the last booked first.");
        group.MapDelete("/costs/{costId:guid}", BookedCosts.RemoveAsync).RequirePermission(Permissions.CustomersWrite)
            .WithName("remove-relationship-cost").WithSummary("Takes a cost out that was entered wrongly; the history keeps what it said.");
    }
}
