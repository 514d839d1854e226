namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>Fact event: a call with a customer took place or was tried.</summary>
/// <param name="Direction"><c>inbound</c> or <c>outbound</c>.</param>
/// <param name="Reached">Whether somebody answered.</param>
/// <param name="Contact">Whether a person spoke with the customer: false when a machine called; null when a person called and nobody answered, and in events from before this was told.</param>
public sealed record CallLogged(
    Guid CallId, Guid CustomerId, string OwnerId, string Team, string Direction, string Purpose, bool Reached, DateTimeOffset At,
    int? Minutes, string? Outcome, bool Imported = false,
    bool? Contact = null);
