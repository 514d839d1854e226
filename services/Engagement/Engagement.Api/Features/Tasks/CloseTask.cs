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
    public static Task<Results<Ok<TaskView>, Missing, Refused, Stale>> CompleteAsync(
        Guid id, CloseTaskRequest? request, IfMatch ifMatch, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken) =>
        CloseAsync(id, ifMatch, db, time.GetUtcNow(), (task, now) => task.Complete(request?.Result, caller.Subject, now), cancellationToken);

    public static Task<Results<Ok<TaskView>, Missing, Refused, Stale>> CancelAsync(
        Guid id, CloseTaskRequest? request, IfMatch ifMatch, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken) =>
        CloseAsync(id, ifMatch, db, time.GetUtcNow(), (task, now) => task.Cancel(request?.Result, caller.Subject, now), cancellationToken);

    private static async Task<Results<Ok<TaskView>, Missing, Refused, Stale>> CloseAsync(
        Guid id, IfMatch ifMatch, EngagementDb db, DateTimeOffset now, Func<WorkTask, DateTimeOffset, Refusal?> close, CancellationToken cancellationToken)
    {
        if (await db.Tasks.SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } task) return new Missing("task", id);
        if (!ifMatch.Matches(task)) return new Stale(task.Version);
        if (close(task, now) is { } refusal) return new Refused(refusal);
        db.Tell(task);
        if (task.Origin == TaskOrigin.FollowUpCycle) db.EndRound(task, now);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(TaskView.Of(task, now));
    }
}
