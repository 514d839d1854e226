using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Calls;

/// <summary>E1, E3: a planned call took place or was tried; from then on it is a call like one that was logged.</summary>
internal static class CompleteCall
{
    public static async Task<Results<Ok<CallView>, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, CompleteCallRequest request, IfMatch ifMatch, EngagementDb db, ActivityDesk desk, CallDesk calls, TimeProvider time, IOptions<EngagementOptions> options,
        CancellationToken cancellationToken)
    {
        if (await db.Calls.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } call) return new Missing("call", id);
        if (!ifMatch.Matches(call)) return new Stale(call.Version);
        // Whoever has a call to make may tell how it went, although the customer is not within reach.
        if (await db.AllCustomers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == call.CustomerId, cancellationToken) is not { } customer)
            return new Invalid(CustomerDesk.Unknown(call.CustomerId));
        var (outcome, unknown) = await desk.FindOutcomeAsync(request, new Doer(call.OwnerId, call.Team), cancellationToken);
        if (outcome is null) return new Invalid(unknown!);
        var (touchpoint, nowhere) = await desk.FindTouchpointAsync(request.Touchpoint, call.Touchpoint, cancellationToken);
        if (nowhere is not null) return new Invalid(nowhere);
        var (now, tolerance) = (time.GetUtcNow(), options.Value.ClockTolerance);
        if (Moments.Happened("startedAt", request.StartedAt, now, tolerance) is { } ahead) return new Invalid(ahead);
        var result = new CallResult(request.Reached, request.StartedAt, request.Minutes, request.Outcome, request.Notes, request.CallBackAt, touchpoint, request.Participants);
        var began = call.BeganAt(result, now);
        if ((Moments.Happened("minutes", began.AddMinutes(request.Minutes ?? 0), now, tolerance) ?? Moments.CallBack(request.CallBackAt, began)) is { } wrong) return new Invalid(wrong);

        var follow = await db.FollowAsync(call, cancellationToken);
        if (call.Complete(result, now) is { } refusal) return new Refused(refusal);
        follow();
        calls.Conclude(call, customer, outcome, now);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CallView.Of(call));
    }
}
