using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Insights.Features.Satisfaction;

internal static class SatisfactionEndpoints
{
    public static void MapSatisfaction(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("").RequirePermission(Permissions.InsightsRead);
        group.MapGet("/satisfaction", ReadSatisfaction.HandleAsync).WithName("satisfaction").WithSummary("CSAT, NPS, CES, gaps and loyalty, with sample sizes and intervals.");
        group.MapGet("/satisfaction/answers", ReadNps.AnswersAsync).WithName("survey-answers").WithSummary("The answers behind a figure.");
        group.MapGet("/satisfaction/gaps/answers", LoyaltyBehind.GapAsync).WithName("gap-answers").WithSummary("The answers behind the gap of an item.");
        group.MapGet("/satisfaction/buyers", LoyaltyBehind.BuyersAsync).WithName("repeat-buyers").WithSummary("The customers behind the repeat rate.");
        group.MapGet("/satisfaction/wallets", LoyaltyBehind.SharesAsync).WithName("list-wallets").WithSummary("The customers behind the share of customer.");
        group.MapGet("/nps", ReadNps.HandleAsync).WithName("nps").WithSummary("Net promoter score, in all and by month.");
        group.MapGet("/satisfaction/wallets/{customerId:guid}", Wallets.OneAsync).WithName("get-wallet").WithSummary("What a customer is known to spend a year, and our share of it.");

        insights.MapPut("/satisfaction/wallets/{customerId:guid}", Wallets.PutAsync).RequirePermission(Permissions.InsightsManage).RequireIfMatch()
            .WithName("put-wallet").WithSummary("Notes what a customer spends a year; If-Match: * enters.");
    }
}
