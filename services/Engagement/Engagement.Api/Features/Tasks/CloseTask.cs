using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Tasks;

/// <summary>A task is done, or dropped.</summary>
internal static class CloseTask
{
    public static Task<Results<Ok<TaskView>, Missing, Invalid, Refused, Stale>> CompleteAsync(
        Guid id, CloseTaskRequest? request, IfMatch ifMatch, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken) =>
        CloseAsync(id, ifMatch, db, time.GetUtcNow(), (task, stands, now) => stands switch
        {
            Standing.LeftAlone => NobodySpoke,
            Standing.InterventionOpen => NoOutcome,
            _ => task.Complete(request?.Result, caller.Subject, now),
        }, cancellationToken);

    public static Task<Results<Ok<TaskView>, Missing, Invalid, Refused, Stale>> CancelAsync(
        Guid id, CloseTaskRequest? request, IfMatch ifMatch, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken) =>
        CloseAsync(id, ifMatch, db, time.GetUtcNow(), (task, stands, now) => stands == Standing.LeftAlone && string.IsNullOrWhiteSpace(request?.Result) ? NoReason : task.Cancel(request?.Result, caller.Subject, now), cancellationToken);

    // E6: closing the task by itself would begin the count again, and the manager would never hear of a customer nobody speaks to.
    private static Refusal NobodySpoke { get; } = Refusal.Conflict(
        "task.no-contact", "Nobody has spoken with the customer since this was due: log the call, visit or other contact, which settles the task, or cancel it with a reason.");

    // I5: the outcome is what the warning is measured by; ending the intervention completes its task.
    private static Refusal NoOutcome { get; } = Refusal.Conflict(
        "task.intervention-open", "What came of the intervention is not said yet: end it with its outcome (POST /api/v1/interventions/{id}/end), which completes the task.");

    private static Refusal NoReason { get; } = Refusal.Invalid("result", "task.reason-missing", "Why is the customer not followed up? The manager will read it.");

    /// <summary>What the task stands for that is still open.</summary>
    private enum Standing
    {
        Nothing,

        /// <summary>The customer is left alone in the present period.</summary>
        LeftAlone,

        /// <summary>Nobody has said how the intervention ended.</summary>
        InterventionOpen,
    }

    /// <param name="close">Gets the task, what it stands for, and the time.</param>
    private static async Task<Results<Ok<TaskView>, Missing, Invalid, Refused, Stale>> CloseAsync(
        Guid id, IfMatch ifMatch, EngagementDb db, DateTimeOffset now, Func<WorkTask, Standing, DateTimeOffset, Refusal?> close, CancellationToken cancellationToken)
    {
        if (await db.Tasks.SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } task) return new Missing("task", id);
        if (!ifMatch.Matches(task)) return new Stale(task.Version);
        var stands = await StandsForAsync(db, task, cancellationToken);
        if (close(task, stands, now) is { } refusal) return refusal.Kind == RefusalKind.Invalid ? new Invalid(refusal) : new Refused(refusal);
        db.Tell(task);
        // E6: what the manager has heard of begins again; the rest stays as it is until they hear.
        if (stands == Standing.LeftAlone && task.EscalatedAt is not null) db.EndRound(task, now);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(TaskView.Of(task, now));
    }

    private static async Task<Standing> StandsForAsync(EngagementDb db, WorkTask task, CancellationToken cancellationToken)
    {
        if (task.State != TaskState.Open) return Standing.Nothing;
        return task.Origin switch
        {
            TaskOrigin.FollowUpCycle when await db.AllCustomers.AsNoTracking().SingleOrDefaultAsync(customer => customer.Id == task.CustomerId, cancellationToken) is { } left
                && left.WaitsFor(task.Id) => Standing.LeftAlone,
            TaskOrigin.Intervention when await db.Interventions.IgnoreQueryFilters().AnyAsync(i => i.WarningId == task.SourceId && i.EndedAt == null, cancellationToken) => Standing.InterventionOpen,
            _ => Standing.Nothing,
        };
    }
}
