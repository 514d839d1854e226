namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>Fact event: an activity of another kind than visit or call took place (E1).</summary>
/// <param name="Contact">Whether it was dealing with a person: not a machine's doing, nor an event that nobody came to; null in events from before this was told.</param>
/// <param name="ContactIds">Of a meeting, the customer's contacts who took part and whom a person of ours met; null of other kinds, and where nobody is named.</param>
public sealed record ActivityRecorded(
    Guid ActivityId, Guid CustomerId, string OwnerId, string Team, string Kind, string Direction, string Purpose, DateTimeOffset At,
    int? Minutes, string? Outcome, bool Imported = false,
    bool? Contact = null, IReadOnlyList<Guid>? ContactIds = null);
