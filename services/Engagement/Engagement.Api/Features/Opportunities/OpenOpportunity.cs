using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Opportunities;

/// <summary>E8: opens an opportunity, and changes an open one.</summary>
internal static class OpenOpportunity
{
    public static async Task<Results<Created<OpportunityView>, Invalid, Refused>> HandleAsync(
        OpportunityRequest request, EngagementDb db, OpportunityForm form, DealDesk deals, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var (draft, wrong) = await form.ReadAsync(request, present: null, cancellationToken);
        if (draft is null) return new Invalid(wrong!);
        // C16, C20: merged or erased while this waited for the customer.
        if (await deals.BeginStepAsync(draft.CustomerId, cancellationToken) is not { } customer || !await db.Customers.AnyAsync(c => c.Id == customer, cancellationToken))
            return new Invalid(CustomerDesk.Unknown(request.CustomerId));
        var (opportunity, refusal) = Opportunity.Open(customer, draft.Pipeline, request.Stage, draft.Plan, caller.Subject, time.GetUtcNow());
        if (opportunity is null) return refusal!.Kind == RefusalKind.Invalid ? new Invalid(refusal) : new Refused(refusal);
        db.Opportunities.Add(opportunity);
        await deals.NoteStepAsync(opportunity, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/opportunities/{opportunity.Id}", OpportunityView.Of(opportunity));
    }

    public static async Task<Results<Ok<OpportunityView>, Missing, Invalid, Refused, Stale>> ReplaceAsync(
        Guid id, OpportunityRequest request, IfMatch ifMatch, EngagementDb db, OpportunityForm form, DealDesk deals, CancellationToken cancellationToken)
    {
        if (await db.Opportunities.SingleOrDefaultAsync(o => o.Id == id, cancellationToken) is not { } opportunity) return new Missing("opportunity", id);
        if (!ifMatch.Matches(opportunity)) return new Stale(opportunity.Version);
        return await ChangeAsync(opportunity, request, db, form, deals, cancellationToken);
    }

    public static async Task<Results<Ok<OpportunityView>, Missing, Invalid, Refused, Stale>> PatchAsync(
        Guid id, MergePatch<OpportunityRequest> patch, IfMatch ifMatch, EngagementDb db, OpportunityForm form, DealDesk deals, CancellationToken cancellationToken)
    {
        if (await db.Opportunities.SingleOrDefaultAsync(o => o.Id == id, cancellationToken) is not { } opportunity) return new Missing("opportunity", id);
        if (!ifMatch.Matches(opportunity)) return new Stale(opportunity.Version);
        if (!patch.TryApply(OpportunityRequest.Of(opportunity), out var request, out var problem)) return problem!;
        return await ChangeAsync(opportunity, request, db, form, deals, cancellationToken);
    }

    private static async Task<Results<Ok<OpportunityView>, Missing, Invalid, Refused, Stale>> ChangeAsync(
        Opportunity opportunity, OpportunityRequest request, EngagementDb db, OpportunityForm form, DealDesk deals, CancellationToken cancellationToken)
    {
        if (request.CustomerId != opportunity.CustomerId) return new Invalid("customerId", "An opportunity stays with its customer.", "opportunity.customer-fixed");
        if (request.Pipeline != opportunity.Pipeline) return new Invalid("pipeline", "An opportunity stays in its pipeline.", "opportunity.pipeline-fixed");
        if (request.Stage is { } stage && stage != opportunity.Stage) return new Invalid("stage", "An opportunity moves with /stage.", "opportunity.moves-elsewhere");
        var (draft, wrong) = await form.ReadAsync(request, opportunity, cancellationToken);
        if (draft is null) return new Invalid(wrong!);
        if (opportunity.Change(draft.Plan, draft.Pipeline) is { } refusal) return new Refused(refusal);
        await deals.TellAsync(opportunity, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(OpportunityView.Of(opportunity));
    }
}
