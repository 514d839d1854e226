using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Desk;

internal static class ActivityMoves
{
    /// <summary>E1: moves an activity on to its next state, and lets the timeline and others follow.</summary>
    /// <param name="word">What an activity of this kind is called to whoever asks for one that is not there.</param>
    public static async Task<Results<Ok<TView>, Missing, Refused, Stale>> MoveAsync<TActivity, TView>(
        this EngagementDb db, Guid id, string word, IfMatch ifMatch, Func<TActivity, Refusal?> move, Func<TActivity, TView> view, CancellationToken cancellationToken)
        where TActivity : Activity
    {
        if (await db.Set<TActivity>().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } activity) return new Missing(word, id);
        if (!ifMatch.Matches(activity)) return new Stale(activity.Version);
        var follow = await db.FollowAsync(activity, cancellationToken);
        if (move(activity) is { } refusal) return new Refused(refusal);
        follow();
        db.Tell(activity);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(view(activity));
    }
}
