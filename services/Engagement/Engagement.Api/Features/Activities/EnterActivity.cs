using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Activities;

/// <summary>E1: plans an activity or writes one down, and changes what is planned.</summary>
internal static class EnterActivity
{
    public static async Task<Results<Created<ActivityView>, Invalid>> HandleAsync(
        ActivityRequest request, EngagementDb db, ActivityForm form, ActivityDesk desk, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var (draft, refusal) = await form.ReadAsync(request, present: null, cancellationToken);
        if (draft is null) return new Invalid(refusal!);
        var now = time.GetUtcNow();
        var activity = request.ToActivity(draft.Plan, draft.Result, caller.Subject, now);
        db.Enter(activity);
        if (activity.EndedAt is { } ended)
        {
            db.Publish(activity.ToRecord(), activity.CustomerId);
            foreach (var kind in (request.Evidence ?? []).Distinct()) db.Publish(kind.ToEvent(activity.CustomerId, activity.Id, caller.Subject, ended), activity.CustomerId);
        }
        desk.Follow(activity, draft.Outcome, now);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/activities/{activity.Id}", ActivityView.Of(activity));
    }

    public static async Task<Results<Ok<ActivityView>, Missing, Invalid, Refused, Stale>> PatchAsync(
        Guid id, MergePatch<ActivityRequest> patch, IfMatch ifMatch, EngagementDb db, ActivityForm form, CancellationToken cancellationToken)
    {
        if (await db.OtherActivities.SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } activity) return new Missing("activity", id);
        if (!ifMatch.Matches(activity)) return new Stale(activity.Version);
        if (!patch.TryApply(ActivityRequest.Of(activity), out var request, out var problem)) return problem!;
        if (request.Kind != activity.Kind) return new Invalid("kind", "An activity stays of its kind.", "activity.kind-fixed");
        if (request.CustomerId != activity.CustomerId) return new Invalid("customerId", "An activity stays with its customer.", "activity.customer-fixed");
        if (request.EndedAt is not null) return new Invalid("endedAt", "A planned activity ends with /complete.", "activity.not-held");
        var (draft, refusal) = await form.ReadAsync(request, activity, cancellationToken);
        if (draft is null) return new Invalid(refusal!);
        var follow = await db.FollowAsync(activity, cancellationToken);
        if (activity.Change(draft.Plan) is { } over) return new Refused(over);
        request.Describe(activity);
        follow();
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ActivityView.Of(activity));
    }
}
