using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Quotes;

/// <summary>E8: drafts a quote, and reads quotes.</summary>
internal static class DraftQuote
{
    public static async Task<Results<Created<QuoteView>, Invalid, Refused>> HandleAsync(
        QuoteRequest request, EngagementDb db, DealDesk deals, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Opportunities.SingleOrDefaultAsync(o => o.Id == request.OpportunityId, cancellationToken) is not { } opportunity)
            return new Invalid("opportunityId", $"There is no opportunity '{request.OpportunityId}' that you may see.", "opportunity.unknown");
        if (opportunity.State != DealState.Open) return new Refused("opportunity.closed", "Quotes are made for open opportunities.");
        var currency = request.Currency ?? opportunity.Currency;
        if (currency != opportunity.Currency && await deals.CheckCurrencyAsync(currency, cancellationToken) is { } noRate) return new Invalid(noRate);
        if (Quote.Check(request.Lines) is { } tooMuch) return new Invalid(tooMuch);
        var last = await db.Quotes.IgnoreQueryFilters().Where(q => q.OpportunityId == opportunity.Id).MaxAsync(q => (int?)q.Number, cancellationToken) ?? 0;
        var quote = Quote.Draft(opportunity, last + 1, request.Kind, currency, request.Lines, request.ValidUntil, request.Notes, caller.Subject, time.GetUtcNow());
        db.Quotes.Add(quote);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/quotes/{quote.Id}", QuoteView.Of(quote));
    }

    public static async Task<Results<Ok<QuoteView>, Missing>> OneAsync(Guid id, EngagementDb db, CancellationToken cancellationToken) =>
        await db.Quotes.AsNoTracking().SingleOrDefaultAsync(q => q.Id == id, cancellationToken) is { } quote ? TypedResults.Ok(QuoteView.Of(quote)) : new Missing("quote", id);

    /// <summary>The newest first.</summary>
    public static async Task<Ok<Page<QuoteView>>> ListAsync(
        EngagementDb db, Cursors cursors, CancellationToken cancellationToken, Guid? opportunityId = null, Guid? customerId = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"quotes:{opportunityId}:{customerId}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var quotes = db.Quotes.AsNoTracking();
        if (opportunityId is not null) quotes = quotes.Where(q => q.OpportunityId == opportunityId);
        if (customerId is { } asked && await db.NowAsync(asked, cancellationToken) is var customer) quotes = quotes.Where(q => q.CustomerId == customer);
        var rows = await quotes.Where(q => q.Key < before).OrderByDescending(q => q.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, q => q.Key, QuoteView.Of));
    }
}
