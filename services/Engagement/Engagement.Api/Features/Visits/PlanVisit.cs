using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Engagement.Features.Visits;

/// <summary>E2: plans a visit, or writes down one that was held.</summary>
internal static class PlanVisit
{
    public static async Task<Results<Created<VisitView>, Invalid>> HandleAsync(
        VisitRequest request, EngagementDb db, VisitForm form, ActivityDesk desk, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var (draft, refusal) = await form.ReadAsync(request, present: null, cancellationToken);
        if (draft is null) return new Invalid(refusal!);
        var now = time.GetUtcNow();
        var visit = draft.Result is null
            ? Visit.Plan(draft.Plan, draft.Visit, caller.Subject, now)
            : Visit.RecordLate(draft.Plan, draft.Visit, draft.Result, caller.Subject, now);
        db.Enter(visit);
        db.Publish(visit.ToEvent(1), visit.CustomerId);
        if (visit.EndedAt is { } ended)
        {
            foreach (var kind in (request.Evidence ?? []).Append(StageEvidence.VisitHeld).Distinct())
                db.Publish(kind.ToEvent(visit.CustomerId, visit.Id, caller.Subject, ended), visit.CustomerId);
        }
        desk.Follow(visit, draft.Outcome, now);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/visits/{visit.Id}", VisitView.Of(visit));
    }
}
