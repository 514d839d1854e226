using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Promises;

/// <summary>E9: a pending promise is approved or refused by somebody else with the permission; a given one is kept, broken or withdrawn.</summary>
internal static class DecidePromise
{
    public static Task<Results<Ok<PromiseView>, Missing, Invalid, Refused, Denied, Stale>> ApproveAsync(
        Guid id, DecidePromiseRequest? request, IfMatch ifMatch, EngagementDb db, Caller caller, CallerAccessor rights, TimeProvider time, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, caller, time, p => p.Decide(true, caller.Subject, rights.May(Permissions.PromisesApprove), request?.Note, time.GetUtcNow()), cancellationToken);

    public static Task<Results<Ok<PromiseView>, Missing, Invalid, Refused, Denied, Stale>> DeclineAsync(
        Guid id, DecidePromiseRequest? request, IfMatch ifMatch, EngagementDb db, Caller caller, CallerAccessor rights, TimeProvider time, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, caller, time, p => p.Decide(false, caller.Subject, rights.May(Permissions.PromisesApprove), request?.Note, time.GetUtcNow()), cancellationToken);

    public static Task<Results<Ok<PromiseView>, Missing, Invalid, Refused, Denied, Stale>> KeepAsync(
        Guid id, ClosePromiseRequest? request, IfMatch ifMatch, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken) =>
        CloseAsync(PromiseState.Kept, id, request, ifMatch, db, caller, time, cancellationToken);

    public static Task<Results<Ok<PromiseView>, Missing, Invalid, Refused, Denied, Stale>> BreakAsync(
        Guid id, ClosePromiseRequest? request, IfMatch ifMatch, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken) =>
        CloseAsync(PromiseState.Broken, id, request, ifMatch, db, caller, time, cancellationToken);

    public static Task<Results<Ok<PromiseView>, Missing, Invalid, Refused, Denied, Stale>> WithdrawAsync(
        Guid id, ClosePromiseRequest? request, IfMatch ifMatch, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken) =>
        CloseAsync(PromiseState.Withdrawn, id, request, ifMatch, db, caller, time, cancellationToken);

    public static async Task<Results<Ok<PromiseView>, Missing, Invalid, Refused, Denied, Stale>> ConfirmAsync(
        Guid id, WrittenConfirmationRequest request, IfMatch ifMatch, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (Moments.Happened("sentAt", request.SentAt, now, TimeSpan.Zero) is { } future) return new Invalid(future);
        return await ChangeAsync(id, ifMatch, db, caller, time,
            p => p.ConfirmInWriting(new WrittenConfirmation(request.Channel, request.Reference, caller.Subject, request.SentAt ?? now)), cancellationToken);
    }

    private static Task<Results<Ok<PromiseView>, Missing, Invalid, Refused, Denied, Stale>> CloseAsync(
        PromiseState end, Guid id, ClosePromiseRequest? request, IfMatch ifMatch, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, caller, time, promise => promise.Close(end, request?.Result, time.GetUtcNow()), cancellationToken);

    private static async Task<Results<Ok<PromiseView>, Missing, Invalid, Refused, Denied, Stale>> ChangeAsync(
        Guid id, IfMatch ifMatch, EngagementDb db, Caller caller, TimeProvider time, Func<Promise, Refusal?> change, CancellationToken cancellationToken)
    {
        if (await db.Promises.SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } promise) return new Missing("promise", id);
        if (!ifMatch.Matches(promise)) return new Stale(promise.Version);
        var before = promise.State;
        if (change(promise) is { } refusal) return refusal.Kind == RefusalKind.Forbidden ? new Denied(refusal) : new Refused(refusal);
        var now = time.GetUtcNow();
        db.Tell(promise, promise.State == before ? null : caller.Subject, now);
        // The task of an overdue promise is over with the promise.
        if (promise is { ClosedAt: not null, TaskId: { } taskId }
            && await db.Tasks.IgnoreQueryFilters().SingleOrDefaultAsync(task => task.Id == taskId, cancellationToken) is { } task
            && (promise.State == PromiseState.Kept ? task.Complete(promise.Result, caller.Subject, now) : task.Cancel(promise.Result, caller.Subject, now)) is null) db.Tell(task);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(PromiseView.Of(promise, now));
    }
}
