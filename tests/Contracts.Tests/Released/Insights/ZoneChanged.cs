namespace CrmPlatform.Insights.Contracts.V1;

/// <summary>Fact event: a customer's consumption zone (I3).</summary>
/// <param name="Zone"><c>value</c>, <c>potential</c>, <c>migrating</c> or <c>freezing</c>.</param>
public sealed record ZoneChanged(Guid CustomerId, string Zone, DateTimeOffset At);
