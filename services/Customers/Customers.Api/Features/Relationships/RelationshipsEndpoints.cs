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
    }
}
