namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>
/// Fact event: something happened that a gate of the relationship stages (C9) asks for.
/// </summary>
/// <param name="Kind">
/// <c>phone-invitation-answered</c>, <c>visit-held</c>, <c>field-study-made</c>, <c>proposal-sent</c>, <c>demo-given</c>,
/// <c>technical-exchange-held</c>, the six of the two-way check (<c>need-checked</c>, <c>ability-to-pay-checked</c>, <c>payment-credit-checked</c>,
/// <c>reputation-checked</c>, <c>reliability-checked</c>, <c>after-sales-checked</c>), <c>needs-analysed</c>, <c>formal-design-made</c> or <c>evaluation-passed</c>.
/// </param>
/// <param name="SourceId">The visit, call or document it rests on.</param>
public sealed record StageEvidenceGathered(Guid CustomerId, string Kind, Guid SourceId, string By, DateTimeOffset At);
