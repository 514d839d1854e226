using CrmPlatform.ServiceDefaults.Vocabulary;
namespace CrmPlatform.Service.Domain.Assignment;

/// <summary>S3: how an assignment came out.</summary>
public enum AssignmentOutcome
{
    [Names("Assigned", "已分配", "已分派")] Assigned,
    [Names("In the queue: nobody available", "排队：无人可受理", "排隊：無人可受理")] QueuedNobodyAvailable,
    [Names("In the queue: no rule fits", "排队：没有适用规则", "排隊：沒有適用規則")] QueuedNoRule,
}

/// <summary>
/// S3: to whom a complaint goes and why. Without <paramref name="Assignee"/> it waits in the queue of <paramref name="Team"/> and an
/// alarm is raised. <paramref name="NextChance"/> is when somebody of the team is next there.
/// </summary>
internal sealed record AssignmentDecision(
    AssignmentOutcome Outcome, string Team, string? Assignee, string? RuleId, Wording Reason, DateTimeOffset? NextChance = null)
{
    public bool RaisesAlarm => Outcome != AssignmentOutcome.Assigned;
}
