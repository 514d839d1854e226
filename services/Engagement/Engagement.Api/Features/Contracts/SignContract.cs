using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Contracts;

/// <summary>E8: with all necessary terms confirmed a contract is signed; its opportunity is won by it, and C9's last gate opens.</summary>
internal static class SignContract
{
    public static async Task<Results<Ok<ContractView>, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, SignContractRequest request, IfMatch ifMatch, EngagementDb db, DealDesk deals, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Contracts.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } contract) return new Missing("contract", id);
        if (!ifMatch.Matches(contract)) return new Stale(contract.Version);
        if (Moments.Happened("signedAt", request.SignedAt, time.GetUtcNow(), TimeSpan.Zero) is { } future) return new Invalid(future);
        if (await deals.CheckAmountAsync(contract.AmountMinor, contract.Currency, cancellationToken) is { } tooMuch) return new Invalid(tooMuch);
        await deals.BeginStepAsync(contract.CustomerId, cancellationToken);
        var now = time.GetUtcNow();
        if (contract.Sign(caller.Subject, request.CustomerSignatory.Trim(), request.SignedAt ?? now) is { } refusal) return new Refused(refusal);

        var opportunity = await db.Opportunities.IgnoreQueryFilters().SingleAsync(o => o.Id == contract.OpportunityId, cancellationToken);
        if (opportunity.State != DealState.Won)
        {
            if (await deals.PipelineAsync(opportunity.Pipeline, cancellationToken) is not { } pipeline)
                return new Refused("pipeline.unknown", $"Its pipeline '{opportunity.Pipeline}' is no more.");
            var won = pipeline.Stages.Single(stage => stage.Kind == PipelineStageKind.Won);
            if (opportunity.MoveTo(pipeline, won.Key, null, now, caller.Subject) is { } notYet) return new Refused(notYet);
            await deals.NoteStepAsync(opportunity, cancellationToken);
        }
        db.Timeline.Add(contract.ToEntry(caller.Subject));
        db.Publish(contract.ToEvent(opportunity, await deals.BaseAsync(new Money(contract.AmountMinor, contract.Currency), cancellationToken)), contract.CustomerId);
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
        return TypedResults.Ok(ContractView.Of(contract));
    }
}
