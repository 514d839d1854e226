using CrmPlatform.Engagement.Domain.Work;

namespace CrmPlatform.Engagement.Data;

/// <summary>Enters tasks and tells others of them.</summary>
internal static class TaskStore
{
    public static void Enter(this EngagementDb db, WorkTask task)
    {
        db.Tasks.Add(task);
        db.Publish(task.ToEvent(1), task.CustomerId ?? task.Id);
    }

    /// <summary>Tells others of a tracked task that has just been changed.</summary>
    public static void Tell(this EngagementDb db, WorkTask task) => db.Publish(task.ToEvent(task.Version + 1), task.CustomerId ?? task.Id);
}
