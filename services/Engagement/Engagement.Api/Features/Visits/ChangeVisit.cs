using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Visits;

/// <summary>Replaces (PUT) or changes (PATCH) the plan of a visit that has not begun.</summary>
internal static class ChangeVisit
{
    public static async Task<Results<Ok<VisitView>, Missing, Invalid, Refused, Stale>> ReplaceAsync(
        Guid id, VisitRequest request, IfMatch ifMatch, EngagementDb db, VisitForm form, CancellationToken cancellationToken)
    {
        if (await db.Visits.SingleOrDefaultAsync(v => v.Id == id, cancellationToken) is not { } visit) return new Missing("visit", id);
        if (!ifMatch.Matches(visit)) return new Stale(visit.Version);
        return await ApplyAsync(visit, request, db, form, cancellationToken);
    }

    public static async Task<Results<Ok<VisitView>, Missing, Invalid, Refused, Stale>> PatchAsync(
        Guid id, MergePatch<VisitRequest> patch, IfMatch ifMatch, EngagementDb db, VisitForm form, CancellationToken cancellationToken)
    {
        if (await db.Visits.SingleOrDefaultAsync(v => v.Id == id, cancellationToken) is not { } visit) return new Missing("visit", id);
        if (!ifMatch.Matches(visit)) return new Stale(visit.Version);
        if (!patch.TryApply(VisitRequest.Of(visit), out var request, out var problem)) return problem!;
        return await ApplyAsync(visit, request, db, form, cancellationToken);
    }

    private static async Task<Results<Ok<VisitView>, Missing, Invalid, Refused, Stale>> ApplyAsync(
        Visit visit, VisitRequest request, EngagementDb db, VisitForm form, CancellationToken cancellationToken)
    {
        if (request.CustomerId != visit.CustomerId) return new Invalid("customerId", "A visit stays with its customer; cancel it and plan another.", "visit.customer-fixed");
        if (request.StartedAt is not null) return new Invalid("startedAt", "A planned visit begins with its check-in.", "visit.not-held");
        var (draft, refusal) = await form.ReadAsync(request, visit, cancellationToken);
        if (draft is null) return new Invalid(refusal!);

        var follow = await db.FollowAsync(visit, cancellationToken);
        if (visit.Change(draft.Plan, draft.Visit) is { } fixedNow) return new Refused(fixedNow);
        follow();
        db.Tell(visit);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(VisitView.Of(visit));
    }
}
