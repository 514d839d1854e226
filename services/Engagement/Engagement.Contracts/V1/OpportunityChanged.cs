namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>State event: an opportunity after a change; the highest version wins.</summary>
/// <param name="State"><c>open</c>, <c>won</c> or <c>lost</c>.</param>
/// <param name="StageEnteredAt">When each stage was entered, in order.</param>
/// <param name="Campaign">The name of the campaign it came from; another campaign may bear it too.</param>
/// <param name="CampaignId">The campaign itself.</param>
/// <param name="CustomerPhase"><c>pre-sale</c>, <c>in-sale</c> or <c>after-sale</c> (E6): where the customer is since the last stage was entered; null where the change was no step.</param>
public sealed record OpportunityChanged(
    Guid OpportunityId, long Version, Guid CustomerId, string OwnerId, string Team, string Pipeline, string Stage, string State, string Title,
    long AmountMinor, string Currency, long BaseAmountMinor, int ProbabilityPercent, DateOnly? ExpectedClose, string? LostReason,
    IReadOnlyList<StageEntry> StageEnteredAt, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt, string? Campaign = null,
    Guid? CampaignId = null, string? CustomerPhase = null);

/// <summary>A stage of a pipeline and when it was entered.</summary>
public sealed record StageEntry(string Stage, DateTimeOffset At);
