namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>State event: a task after a change; the highest version wins.</summary>
/// <param name="State"><c>open</c>, <c>done</c> or <c>cancelled</c>.</param>
/// <param name="AssigneeId">Token subject; empty where the whole team has it.</param>
/// <param name="EscalatedTo">The manager who has heard that it lies.</param>
/// <param name="AssigneeBefore">Who had it until this change; null where that is nobody, or still the same.</param>
/// <param name="TeamBefore">Whose it was until this change; null where it is still the same.</param>
/// <param name="Origin">What made it, for instance <c>next-step</c>, <c>follow-up-cycle</c>, <c>care</c>, <c>promise</c>.</param>
public sealed record TaskChanged(
    Guid TaskId, long Version, Guid? CustomerId, string AssigneeId, string Team, string Title, string State, string Origin,
    DateTimeOffset DueAt, DateTimeOffset? DoneAt, bool Escalated = false, string? EscalatedTo = null,
    string? AssigneeBefore = null, string? TeamBefore = null);
