namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>Fact event: a member of a campaign responded (E10).</summary>
public sealed record CampaignResponded(Guid CampaignId, string Campaign, Guid CustomerId, string Response, DateTimeOffset At);

/// <summary>State event: a campaign after a change; the highest version wins.</summary>
public sealed record CampaignChanged(
    Guid CampaignId, long Version, string Name, string Channel, string State, long BudgetMinor, long CostMinor, string Currency, int Members,
    DateOnly? StartsOn, DateOnly? EndsOn);
