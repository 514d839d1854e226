namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>Fact event: a relationship moved to another stage, ended or was reopened (C9).</summary>
/// <param name="To">The stage reached; <c>ended</c> when the relationship ended.</param>
public sealed record StageChanged(Guid CustomerId, string From, string To, string? Reason, string By, DateTimeOffset At);
