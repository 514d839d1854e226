namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>Fact event: what was undertaken after a churn warning has ended (I5).</summary>
public sealed record InterventionEnded(Guid WarningId, Guid CustomerId, string Outcome, string By, DateTimeOffset At);
