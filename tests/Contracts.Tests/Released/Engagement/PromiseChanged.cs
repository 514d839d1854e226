namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>State event: a promise to a customer after a change; the highest version wins (E9).</summary>
/// <param name="State"><c>pending</c>, <c>given</c>, <c>kept</c>, <c>broken</c>, <c>refused</c> or <c>withdrawn</c>.</param>
public sealed record PromiseChanged(
    Guid PromiseId, long Version, Guid CustomerId, string OwnerId, string Team, string Text, string State, DateTimeOffset DueAt,
    long? CostMinor = null, string? Currency = null);
