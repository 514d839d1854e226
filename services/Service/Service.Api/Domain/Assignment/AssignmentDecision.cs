namespace CrmPlatform.Service.Domain.Assignment;

/// <summary>S3: how an assignment came out.</summary>
public enum AssignmentOutcome
{
    Assigned,
    QueuedNobodyAvailable,
    QueuedNoRule,
}

/// <summary>
/// S3: to whom a complaint goes and why. Without <paramref name="Assignee"/> it waits in the queue of <paramref name="Team"/> and an
/// alarm is raised. <paramref name="NextChance"/> is when somebody of the team is next there.
/// </summary>
internal sealed record AssignmentDecision(
    AssignmentOutcome Outcome, string Team, string? Assignee, string? RuleId, LocalText Reason, DateTimeOffset? NextChance = null)
{
    public bool RaisesAlarm => Outcome != AssignmentOutcome.Assigned;
}
