using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Calls;

/// <summary>E1: changes a planned call, begins it, or notes that it does not take place.</summary>
internal static class ChangeCall
{
    public static async Task<Results<Ok<CallView>, Missing, Invalid, Refused, Stale>> PatchAsync(
        Guid id, MergePatch<CallRequest> patch, IfMatch ifMatch, EngagementDb db, ActivityDesk desk, CancellationToken cancellationToken)
    {
        if (await db.Calls.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } call) return new Missing("call", id);
        if (!ifMatch.Matches(call)) return new Stale(call.Version);
        if (!patch.TryApply(CallRequest.Of(call), out var request, out var problem)) return problem!;
        if (request.CustomerId != call.CustomerId) return new Invalid("customerId", "A call stays with its customer; cancel it and plan another.", "call.customer-fixed");
        if (request.PlannedAt is not { } at) return new Invalid("plannedAt", "Say when the call is planned.", "call.time-missing");
        if (request.Check() is { } wrong) return new Invalid(wrong);
        var (found, unknown) = await desk.FindAsync(request, new Doer(call.OwnerId, call.Team), cancellationToken, call.Touchpoint);
        if (found is null) return new Invalid(unknown!);

        var follow = await db.FollowAsync(call, cancellationToken);
        // An occurrence of a series may have a place, of which calls say nothing themselves.
        if (call.Change(found.Plan(request.Direction, request.Purpose, at, request.PlannedMinutes, call.Place, request.Notes, request)) is { } refusal) return new Refused(refusal);
        follow();
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CallView.Of(call));
    }

    public static Task<Results<Ok<CallView>, Missing, Refused, Stale>> BeginAsync(
        Guid id, IfMatch ifMatch, EngagementDb db, TimeProvider time, CancellationToken cancellationToken) =>
        MoveAsync(id, ifMatch, db, call => call.Begin(time.GetUtcNow()), cancellationToken);

    public static Task<Results<Ok<CallView>, Missing, Refused, Stale>> CancelAsync(
        Guid id, NoCallRequest? request, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken) =>
        MoveAsync(id, ifMatch, db, call => call.Cancel(request?.Reason), cancellationToken);

    public static Task<Results<Ok<CallView>, Missing, Refused, Stale>> MissAsync(
        Guid id, NoCallRequest? request, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken) =>
        MoveAsync(id, ifMatch, db, call => call.Miss(request?.Reason), cancellationToken);

    private static Task<Results<Ok<CallView>, Missing, Refused, Stale>> MoveAsync(Guid id, IfMatch ifMatch, EngagementDb db, Func<Call, Refusal?> move, CancellationToken cancellationToken) =>
        db.MoveAsync(id, "call", ifMatch, move, CallView.Of, cancellationToken);
}
