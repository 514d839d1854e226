using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Engagement.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Promises;

/// <summary>E9: an overdue promise becomes a task of whoever is to keep it, and some working days later an escalation; each once, found by an index.</summary>
internal sealed class OverduePromises(IServiceScopeFactory scopes, IOptions<EngagementOptions> options, TimeProvider time) : IRound
{
    private const int Batch = 200;
    private const string Engine = "system:engagement";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await StepAsync(cancellationToken) == Batch)
        {
        }
    }

    private async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<EngagementDb>(), time.GetUtcNow());
        var due = await db.Promises.IgnoreQueryFilters().Where(p => p.LookAt != null && p.LookAt <= now).OrderBy(p => p.LookAt).Take(Batch).ToListAsync(cancellationToken);
        if (due.Count == 0) return 0;
        var calendar = await db.WorkCalendarAsync(options.Value.TimeZone, cancellationToken);
        var taskIds = due.Select(p => p.TaskId).OfType<Guid>().ToArray();
        var tasks = await db.Tasks.IgnoreQueryFilters().Where(task => taskIds.Contains(task.Id)).ToDictionaryAsync(task => task.Id, cancellationToken);
        var owners = due.Select(p => p.OwnerId).Distinct().ToArray();
        var managers = await db.Colleagues.Where(c => owners.Contains(c.Subject)).ToDictionaryAsync(c => c.Subject, c => c.ManagerId, cancellationToken);
        foreach (var promise in due)
        {
            var escalation = calendar.WorkBegins(calendar.AddWorkingDays(calendar.DateAt(now), options.Value.PromiseEscalationWorkingDays));
            if (promise.TaskId is not { } id || !tasks.TryGetValue(id, out var task) || task.State != TaskState.Open) promise.NoteTask(Open(promise, db, now), escalation);
            else if (task.DueAt == promise.DueAt) Escalate(promise, task, managers, db, now);
            else Postpone(promise, task, db, escalation);
            db.Tell(promise, null, now);
        }
        await db.SaveChangesAsync(cancellationToken);
        return due.Count;
    }

    private static Guid Open(Promise promise, EngagementDb db, DateTimeOffset now)
    {
        var order = new TaskOrder(promise.Text, null, promise.CustomerId, promise.OwnerId, promise.Team, promise.DueAt);
        // One task of a look, however many replicas look at once.
        var task = WorkTask.Of(order, TaskOrigin.Promise, promise.Id, Engine, now, $"promise/{promise.Id:N}/{promise.LookAt!.Value.UtcTicks}");
        db.Enter(task);
        return task.Id;
    }

    // The day was moved while the task lay open: the task moves with it, and there is time again.
    private static void Postpone(Promise promise, WorkTask task, EngagementDb db, DateTimeOffset escalation)
    {
        task.MoveTo(promise.DueAt);
        db.Tell(task);
        promise.NoteTask(task.Id, escalation);
    }

    private static void Escalate(Promise promise, WorkTask task, Dictionary<string, string?> managers, EngagementDb db, DateTimeOffset now)
    {
        task.EscalateTo(managers.GetValueOrDefault(promise.OwnerId), now);
        db.Tell(task);
        promise.NoteEscalation(now);
    }
}
