using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Rounds;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Tasks;

/// <summary>E12: publishes the reminders that are due; each once, found by an index.</summary>
internal sealed class Reminders(IServiceScopeFactory scopes, TimeProvider time) : IRound
{
    private const int Batch = 200;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await TasksAsync(cancellationToken) == Batch)
        {
        }
        while (await ActivitiesAsync(cancellationToken) == Batch)
        {
        }
    }

    private async Task<int> TasksAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<EngagementDb>(), time.GetUtcNow());
        var due = await db.Tasks.IgnoreQueryFilters().Where(t => t.RemindAt != null && t.RemindAt <= now).OrderBy(t => t.RemindAt).Take(Batch).ToListAsync(cancellationToken);
        foreach (var task in due)
        {
            db.Publish(new ReminderDue("task", task.Id, task.CustomerId, task.AssigneeId ?? "", task.Team, task.Title, task.DueAt, now), task.CustomerId ?? task.Id);
            task.Reminded();
        }
        await db.SaveChangesAsync(cancellationToken);
        return due.Count;
    }

    private async Task<int> ActivitiesAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<EngagementDb>(), time.GetUtcNow());
        var due = await db.Activities.IgnoreQueryFilters().Where(a => a.RemindAt != null && a.RemindAt <= now).OrderBy(a => a.RemindAt).Take(Batch).ToListAsync(cancellationToken);
        foreach (var activity in due)
        {
            var title = (activity as Visit)?.Goal ?? (activity as OtherActivity)?.Subject ?? "";
            db.Publish(new ReminderDue(EnumCode.Of(activity.Kind), activity.Id, activity.CustomerId, activity.OwnerId, activity.Team, title, activity.At, now), activity.CustomerId);
            activity.Reminded();
        }
        await db.SaveChangesAsync(cancellationToken);
        return due.Count;
    }
}
