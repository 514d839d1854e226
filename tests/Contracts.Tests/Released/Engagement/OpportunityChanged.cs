namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>State event: an opportunity after a change; the highest version wins.</summary>
/// <param name="State"><c>open</c>, <c>won</c> or <c>lost</c>.</param>
/// <param name="StageEnteredAt">When each stage was entered, in order.</param>
public sealed record OpportunityChanged(
    Guid OpportunityId, long Version, Guid CustomerId, string OwnerId, string Team, string Pipeline, string Stage, string State, string Title,
    long AmountMinor, string Currency, long BaseAmountMinor, int ProbabilityPercent, DateOnly? ExpectedClose, string? LostReason,
    IReadOnlyList<StageEntry> StageEnteredAt, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt, string? Campaign = null);

/// <summary>A stage of a pipeline and when it was entered.</summary>
public sealed record StageEntry(string Stage, DateTimeOffset At);
