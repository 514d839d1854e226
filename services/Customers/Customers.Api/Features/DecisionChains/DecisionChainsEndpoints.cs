using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.DecisionChains;

internal static class DecisionChainsEndpoints
{
    public static void MapDecisionChains(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/customers/{id:guid}/decision-chain").WithTags("Relationship");
        group.MapGet("", ChainDesk.GetAsync).RequirePermission(Permissions.CustomersRead)
            .WithName("get-decision-chain").WithSummary("Who decides, who reports to whom, who of us covers whom, and where nobody does.");

        var write = group.MapGroup("").RequirePermission(Permissions.CustomersWrite);
        write.MapPut("/members/{contactId:guid}", ChainDesk.PlaceAsync).RequireIfMatch().WithName("put-chain-member").WithSummary("Enters a contact into the chain or changes its place.");
        write.MapDelete("/members/{contactId:guid}", ChainDesk.RemoveAsync).RequireIfMatch().WithName("remove-chain-member").WithSummary("Takes a contact out of the chain.");
        write.MapPost("/members/{contactId:guid}/met", ChainDesk.MetAsync).WithName("chain-member-met").WithSummary("Somebody of us has met this contact.");
        write.MapPut("/factors", ChainDesk.DescribeAsync).RequireIfMatch().WithName("put-chain-factors").WithSummary("What shapes how this customer decides.");
    }
}
