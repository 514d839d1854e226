using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.Engagement.Domain.Work;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>Enters tasks and tells others of them.</summary>
internal static class TaskStore
{
    public static void Enter(this EngagementDb db, WorkTask task)
    {
        db.Tasks.Add(task);
        db.Publish(task.ToEvent(1), task.CustomerId ?? task.Id);
    }

    /// <summary>
    /// E6: the cycle's task was dropped after the manager heard of it. If nobody spoke with the customer the count begins again; if somebody
    /// did, the customer's clock has gone on and knows this task no more.
    /// </summary>
    public static void EndRound(this EngagementDb db, WorkTask task, DateTimeOffset at) => db.Alongside(cancellationToken =>
        db.AllCustomers.Where(customer => customer.Id == task.CustomerId && customer.CycleTaskId == task.Id && customer.Cycle != CycleState.Contacted)
            .ExecuteUpdateAsync(set => set
                .SetProperty(customer => customer.Round, customer => customer.Round + 1)
                .SetProperty(customer => customer.RoundBegan, at)
                .SetProperty(customer => customer.Cycle, CycleState.Waiting)
                .SetProperty(customer => customer.CycleTaskId, (Guid?)null)
                .SetProperty(customer => customer.Version, customer => customer.Version + 1),
                cancellationToken));

    /// <summary>Tells others of a tracked task that has just been changed.</summary>
    public static void Tell(this EngagementDb db, WorkTask task)
    {
        if (!db.IsChanging(task)) return;
        var told = task.ToEvent(task.Version + 1) with { AssigneeBefore = db.Before(task, nameof(task.AssigneeId)), TeamBefore = db.Before(task, nameof(task.Team)) };
        db.Publish(told, task.CustomerId ?? task.Id);
    }
}
