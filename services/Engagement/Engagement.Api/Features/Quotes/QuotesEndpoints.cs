using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Engagement.Features.Quotes;

internal static class QuotesEndpoints
{
    public static void MapQuotes(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/quotes").WithTags("Quotes").NameCustomers<QuoteView>();
        group.MapGet("", DraftQuote.ListAsync).RequirePermission(Permissions.OpportunitiesRead).WithName("list-quotes").WithSummary("Quotes of an opportunity or customer.");
        group.MapGet("/{id:guid}", DraftQuote.OneAsync).RequirePermission(Permissions.OpportunitiesRead).WithName("get-quote").WithSummary("One quote.");
        var write = group.MapGroup("").RequirePermission(Permissions.OpportunitiesWrite);
        write.MapPost("", DraftQuote.HandleAsync).WithName("draft-quote").WithSummary("Drafts a quote or proposal.").AgainWhenContended();
        write.MapPost("/{id:guid}/send", SendQuote.HandleAsync).RequireIfMatch().WithName("send-quote").WithSummary("Notes that a quote went to the customer.");
        write.MapPost("/{id:guid}/answer", SendQuote.AnswerAsync).RequireIfMatch().WithName("answer-quote").WithSummary("Notes what the customer said to a quote.");
        write.MapPost("/{id:guid}/withdraw", SendQuote.WithdrawAsync).RequireIfMatch().WithName("withdraw-quote").WithSummary("Withdraws a quote.");
    }
}
