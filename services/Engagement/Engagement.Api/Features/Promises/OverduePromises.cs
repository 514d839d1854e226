using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Engagement.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Promises;

/// <summary>
/// E9: an overdue promise becomes a task of whoever is to keep it, and some working days later an escalation; each once, found by an index.
/// One that cannot be saved holds up no other.
/// </summary>
internal sealed class OverduePromises(IServiceScopeFactory scopes, IOptions<EngagementOptions> options, TimeProvider time, ILogger<OverduePromises> log) : IRound
{
    private const int Batch = 200;
    private const string Engine = "system:engagement";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var batch in (await DueAsync(cancellationToken)).Chunk(Batch))
        {
            if (await TryAsync(batch, cancellationToken) is null) continue;
            foreach (var one in batch)
            {
                if (await TryAsync([one], cancellationToken) is { } failure) log.LogWarning(failure, "Promise {Promise} could not be looked after; it is tried again in the next round", one);
            }
        }
    }

    private async Task<Guid[]> DueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<EngagementDb>(), time.GetUtcNow());
        return await db.Promises.IgnoreQueryFilters().Where(p => p.LookAt != null && p.LookAt <= now).OrderBy(p => p.LookAt).Select(p => p.Id).ToArrayAsync(cancellationToken);
    }

    private async Task<DbUpdateException?> TryAsync(Guid[] promises, CancellationToken cancellationToken)
    {
        try
        {
            await StepAsync(promises, cancellationToken);
            return null;
        }
        catch (DbUpdateException failure)
        {
            return failure;
        }
    }

    private async Task StepAsync(Guid[] promises, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<EngagementDb>(), time.GetUtcNow());
        var due = await db.Promises.IgnoreQueryFilters().Where(p => promises.Contains(p.Id) && p.LookAt != null && p.LookAt <= now).ToListAsync(cancellationToken);
        if (due.Count == 0) return;
        var calendar = await db.WorkCalendarAsync(options.Value.TimeZone, cancellationToken);
        var taskIds = due.Select(p => p.TaskId).OfType<Guid>().ToArray();
        var tasks = await db.Tasks.IgnoreQueryFilters().Where(task => taskIds.Contains(task.Id)).ToDictionaryAsync(task => task.Id, cancellationToken);
        var owners = due.Select(p => p.OwnerId).Distinct().ToArray();
        var managers = await db.Colleagues.Where(c => owners.Contains(c.Subject)).ToDictionaryAsync(c => c.Subject, c => c.ManagerId, cancellationToken);
        foreach (var promise in due)
        {
            var escalation = calendar.WorkBegins(calendar.AddWorkingDays(calendar.DateAt(now), options.Value.PromiseEscalationWorkingDays));
            var task = promise.TaskId is { } id ? tasks.GetValueOrDefault(id) : null;
            if (task is null || (promise.WantsTask && task.State != TaskState.Open)) promise.NoteTask(Open(promise, db, now), escalation);
            else if (promise.WantsTask) GoOn(promise, task, db, escalation);
            // A closed task keeps no promise: the manager hears of it all the same.
            else Escalate(promise, task, managers, db, now);
            db.Tell(promise, null, now);
        }
        await db.SaveChangesAsync(cancellationToken);
    }

    private static Guid Open(Promise promise, EngagementDb db, DateTimeOffset now)
    {
        var order = new TaskOrder(promise.Text, null, promise.CustomerId, promise.OwnerId, promise.Team, promise.DueAt);
        // One task of a look, however many replicas look at once; the next look is at a later version.
        var task = WorkTask.Of(order, TaskOrigin.Promise, promise.Id, Engine, now, $"promise/{promise.Id:N}/{promise.Version}");
        db.Enter(task);
        return task.Id;
    }

    // The task was open when the promise became overdue once more: there is time again.
    private static void GoOn(Promise promise, WorkTask task, EngagementDb db, DateTimeOffset escalation)
    {
        task.PutOff(promise.DueAt);
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
