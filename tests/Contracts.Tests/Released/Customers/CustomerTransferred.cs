namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>Fact event: a customer got another owner or team (C6).</summary>
public sealed record CustomerTransferred(
    Guid CustomerId, string? FromOwner, string? ToOwner, string FromTeam, string ToTeam, string? Reason, string By, DateTimeOffset At);
