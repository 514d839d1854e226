using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Work;

internal static class TaskEvents
{
    /// <summary>What others learn of a task after a change; a team's task has an empty assignee.</summary>
    public static TaskChanged ToEvent(this WorkTask t, long version) => new(
        t.Id, version, t.CustomerId, t.AssigneeId ?? "", t.Team, t.Title, EnumCode.Of(t.State), EnumCode.Of(t.Origin), t.DueAt,
        t.State == TaskState.Done ? t.ClosedAt : null, t.EscalatedAt is not null, t.EscalatedTo);

    /// <summary>E1: the next step of an activity becomes a task for whoever was named, or for its owner.</summary>
    public static WorkTask ToTask(this NextStep step, Activity activity, string team, string by, DateTimeOffset now) => WorkTask.Of(
        new TaskOrder(step.Text, null, activity.CustomerId, step.AssigneeId ?? activity.OwnerId, team, step.DueAt),
        TaskOrigin.NextStep, activity.Id, by, now);

    /// <summary>E1: an assigned item becomes a task for a person or a department.</summary>
    public static WorkTask ToTask(this AssignedItem item, Activity activity, string team, string by, DateTimeOffset now) => WorkTask.Of(
        new TaskOrder(item.Text, null, activity.CustomerId, item.AssigneeId, team, item.DueAt), TaskOrigin.AssignedItem, activity.Id, by, now);
}
