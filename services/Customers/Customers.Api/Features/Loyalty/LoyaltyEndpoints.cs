using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Customers.Features.Loyalty;

internal static class LoyaltyEndpoints
{
    public static void MapLoyalty(this RouteGroupBuilder api)
    {
        MapCustomer(api.MapGroup("/customers/{id:guid}/loyalty").WithTags("Loyalty"));
        MapProgramme(api.MapGroup("/loyalty").WithTags("Loyalty"));
    }

    private static void MapCustomer(RouteGroupBuilder group)
    {
        var read = group.MapGroup("").RequirePermission(Permissions.CustomersRead);
        read.MapGet("", ReadPoints.StandingAsync).WithName("get-loyalty").WithSummary("Balance, what expires next, and tier.");
        read.MapGet("/entries", ReadPoints.EntriesAsync).WithName("list-points").WithSummary("All movements of points, newest first.");
        read.MapGet("/entries/{entryId:guid}", ReadPoints.EntryAsync).WithName("get-points").WithSummary("One movement.");
        read.MapGet("/offers", CustomerOffers.ListAsync).WithName("list-customer-offers").WithSummary("Offers and events open to the customer's tier.");

        var write = group.MapGroup("").RequirePermission(Permissions.LoyaltyWrite);
        write.MapPost("/earnings", EarnPoints.HandleAsync).WithName("earn-points").WithSummary("Gives points; under the same reference once.");
        write.MapPost("/redemptions", RedeemPoints.HandleAsync).WithName("redeem-points").WithSummary("Redeems points, for a reward or without.");
        write.MapPost("/redemptions/{entryId:guid}/cancel", RedeemPoints.CancelAsync).RequireIfMatch().WithName("cancel-redemption").WithSummary("Takes a redemption back.");
        write.MapPost("/offers/{code}/responses", CustomerOffers.AnswerAsync).WithName("answer-offer").WithSummary("What the customer said to an offer.").AgainWhenContended();
        group.MapPost("/adjustments", EarnPoints.AdjustAsync).RequirePermission(Permissions.LoyaltyManage).WithName("adjust-points").WithSummary("Puts a balance right, with a reason.");
    }

    private static void MapProgramme(RouteGroupBuilder group)
    {
        var read = group.MapGroup("").RequirePermission(Permissions.CustomersRead);
        read.MapGet("/programme", Programme.GetAsync).WithName("get-programme").WithSummary("The rules by which points are given.");
        read.MapGet("/ledger", ReadPoints.LedgerAsync).WithName("get-points-ledger").WithSummary("All accounts in sums; together they are 0.");
        read.MapGet("/tiers", Tiers.ListAsync).WithName("list-tiers").WithSummary("The tiers, lowest first.");
        read.MapGet("/rewards", Rewards.ListAsync).WithName("list-rewards").WithSummary("What points are redeemed for.");
        read.MapGet("/rewards/{code}", Rewards.GetAsync).WithName("get-reward").WithSummary("One reward.");
        read.MapGet("/offers", Offers.ListAsync).WithName("list-offers").WithSummary("Offers and events for members.");
        read.MapGet("/partners", Partners.ListAsync).WithName("list-partners").WithSummary("Partner companies.");

        var manage = group.MapGroup("").RequirePermission(Permissions.LoyaltyManage);
        manage.MapPut("/programme", Programme.PutAsync).RequireIfMatch().WithName("put-programme").WithSummary("Changes the rules.");
        manage.MapPut("/tiers/{code}", Tiers.PutAsync).RequireIfMatch().WithName("put-tier").WithSummary("Enters or changes a tier.");
        manage.MapDelete("/tiers/{code}", Tiers.RemoveAsync).RequireIfMatch().WithName("remove-tier").WithSummary("Removes a tier nothing is kept for.");
        manage.MapPut("/rewards/{code}", Rewards.PutAsync).RequireIfMatch().WithName("put-reward").WithSummary("Enters or changes a reward.");
        manage.MapPut("/offers/{code}", Offers.PutAsync).RequireIfMatch().WithName("put-offer").WithSummary("Enters or changes an offer or event.");
        manage.MapPut("/partners/{code}", Partners.PutAsync).RequireIfMatch().WithName("put-partner").WithSummary("Enters or changes a partner company.");
    }
}
