using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Assignment;

/// <summary>S3: one assignment of a complaint and why, kept with it.</summary>
internal sealed record AssignmentNote(
    DateTimeOffset At, string By, AssignmentOutcome Outcome, string Team, string? AssigneeId, string? RuleId, Wording Reason);
