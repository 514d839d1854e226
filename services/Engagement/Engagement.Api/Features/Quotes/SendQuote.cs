using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Quotes;

/// <summary>E8, E9: a quote goes to the customer; one beyond policy only on the ground of an approved promise. What the customer says is noted.</summary>
internal static class SendQuote
{
    public static async Task<Results<Ok<QuoteView>, Missing, Refused, Stale>> HandleAsync(
        Guid id, IfMatch ifMatch, EngagementDb db, DealDesk deals, PromiseDesk promises, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Quotes.SingleOrDefaultAsync(q => q.Id == id, cancellationToken) is not { } quote) return new Missing("quote", id);
        if (!ifMatch.Matches(quote)) return new Stale(quote.Version);
        var opportunity = await db.Opportunities.IgnoreQueryFilters().SingleAsync(o => o.Id == quote.OpportunityId, cancellationToken);
        if (opportunity.State != DealState.Open) return new Refused("opportunity.closed", "Its opportunity is closed.");
        // E9: what is beyond policy must not be sent before it counts.
        if (await promises.ExcessAsync(quote.CustomerId, PromiseTerm.Discount, quote.HighestDiscount, cancellationToken) is { } excess)
            return new Refused(Refusal.Conflict("quote.beyond-policy",
                $"You may give {excess.Most} basis points of discount and this quote gives {excess.Promised}; have a promise of that discount approved first.",
                ("most", excess.Most), ("promised", excess.Promised)));
        var now = time.GetUtcNow();
        if (quote.Send(now, deals.Today) is { } refusal) return new Refused(refusal);
        opportunity.NoteQuote();
        db.Timeline.Add(quote.ToEntry(opportunity.Title, caller.Subject, now));
        db.Publish(StageEvidence.ProposalSent.ToEvent(quote.CustomerId, quote.Id, caller.Subject, now), quote.CustomerId);
        await deals.TellAsync(opportunity, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(QuoteView.Of(quote));
    }

    public static Task<Results<Ok<QuoteView>, Missing, Refused, Stale>> AnswerAsync(
        Guid id, AnswerQuoteRequest request, IfMatch ifMatch, EngagementDb db, DealDesk deals, TimeProvider time, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, quote => quote.Answer(request.Accepted, time.GetUtcNow(), deals.Today), cancellationToken);

    public static Task<Results<Ok<QuoteView>, Missing, Refused, Stale>> WithdrawAsync(Guid id, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, quote => quote.Withdraw(), cancellationToken);

    private static async Task<Results<Ok<QuoteView>, Missing, Refused, Stale>> ChangeAsync(
        Guid id, IfMatch ifMatch, EngagementDb db, Func<Quote, Refusal?> change, CancellationToken cancellationToken)
    {
        if (await db.Quotes.SingleOrDefaultAsync(q => q.Id == id, cancellationToken) is not { } quote) return new Missing("quote", id);
        if (!ifMatch.Matches(quote)) return new Stale(quote.Version);
        if (change(quote) is { } refusal) return new Refused(refusal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(QuoteView.Of(quote));
    }
}
