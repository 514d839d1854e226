namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>Fact event: somebody wanted to be reminded now (E12).</summary>
/// <param name="Kind"><c>task</c> or the kind of the activity, for instance <c>visit</c>.</param>
/// <param name="SubjectId">The task or activity.</param>
/// <param name="RecipientId">Token subject; empty where a team has the task.</param>
/// <param name="DueAt">When it is due or begins.</param>
public sealed record ReminderDue(
    string Kind, Guid SubjectId, Guid? CustomerId, string RecipientId, string Team, string Title, DateTimeOffset DueAt, DateTimeOffset At);
