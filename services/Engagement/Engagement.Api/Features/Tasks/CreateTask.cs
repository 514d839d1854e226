using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Tasks;

/// <summary>Enters a task by hand, or changes an open one.</summary>
internal static class CreateTask
{
    public static async Task<Results<Created<TaskView>, Invalid>> HandleAsync(
        TaskRequest request, EngagementDb db, TaskForm form, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var (order, refusal) = await form.ReadAsync(request, present: null, cancellationToken);
        if (order is null) return new Invalid(refusal!);
        var now = time.GetUtcNow();
        var task = WorkTask.Of(order, TaskOrigin.Manual, null, caller.Subject, now);
        db.Enter(task);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/tasks/{task.Id}", TaskView.Of(task, now));
    }

    public static async Task<Results<Ok<TaskView>, Missing, Invalid, Refused, Stale>> PatchAsync(
        Guid id, MergePatch<TaskRequest> patch, IfMatch ifMatch, EngagementDb db, TaskForm form, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Tasks.SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } task) return new Missing("task", id);
        if (!ifMatch.Matches(task)) return new Stale(task.Version);
        if (!patch.TryApply(TaskRequest.Of(task), out var request, out var problem)) return problem!;
        if (request.CustomerId != task.CustomerId) return new Invalid("customerId", "A task stays with its customer; cancel it and enter another.", "task.customer-fixed");
        var (order, refusal) = await form.ReadAsync(request, task, cancellationToken);
        if (order is null) return new Invalid(refusal!);
        if (task.Change(order) is { } closed) return new Refused(closed);
        db.Tell(task);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(TaskView.Of(task, time.GetUtcNow()));
    }
}
