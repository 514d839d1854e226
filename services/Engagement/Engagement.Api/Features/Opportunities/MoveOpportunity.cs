using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Opportunities;

/// <summary>Where an opportunity goes.</summary>
/// <param name="LostReason">For the lost end.</param>
public sealed record MoveOpportunityRequest(
    [property: Required, StringLength(60, MinimumLength = 1)] string Stage,
    [property: StringLength(1000)] string? LostReason = null);

/// <summary>E8: several stages may be taken in one move; each stage entered is recorded.</summary>
internal static class MoveOpportunity
{
    public static async Task<Results<Ok<OpportunityView>, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, MoveOpportunityRequest request, IfMatch ifMatch, EngagementDb db, DealDesk deals, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Opportunities.SingleOrDefaultAsync(o => o.Id == id, cancellationToken) is not { } opportunity) return new Missing("opportunity", id);
        if (!ifMatch.Matches(opportunity)) return new Stale(opportunity.Version);
        if (await deals.PipelineAsync(opportunity.Pipeline, cancellationToken) is not { } pipeline)
            return new Refused("pipeline.unknown", $"Its pipeline '{opportunity.Pipeline}' is no more.");
        if (await deals.CheckAmountAsync(opportunity.AmountMinor, opportunity.Currency, cancellationToken) is { } tooMuch) return new Invalid(tooMuch);
        // C20: nothing is sold any more to somebody who was erased, be it while this waited for the customer.
        if (await deals.BeginStepAsync(opportunity.CustomerId, cancellationToken) is null && opportunity.State == DealState.Lost)
            return new Refused("customer.gone", "Its customer is here no more.");
        var before = opportunity.Path.Count;
        var reason = string.IsNullOrWhiteSpace(request.LostReason) ? null : request.LostReason.Trim();
        if (opportunity.MoveTo(pipeline, request.Stage, reason, time.GetUtcNow(), caller.Subject) is { } refusal)
            return refusal.Kind == RefusalKind.Invalid ? new Invalid(refusal) : new Refused(refusal);
        if (opportunity.Path.Count == before) return TypedResults.Ok(OpportunityView.Of(opportunity));
        await deals.NoteStepAsync(opportunity, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
        return TypedResults.Ok(OpportunityView.Of(opportunity));
    }
}
