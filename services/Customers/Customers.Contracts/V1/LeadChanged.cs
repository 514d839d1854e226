namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>
/// State event: a lead after it was entered, converted, disqualified or reopened, or went along when its customer was merged or came back
/// (C7). The highest <paramref name="Version"/> wins. It says nothing of the person.
/// </summary>
/// <param name="CustomerId">Whose file it opened, or was noted on.</param>
/// <param name="Source">How it came, as <see cref="CustomerChanged.Source"/> spells it.</param>
/// <param name="State"><c>open</c>, <c>converted</c> or <c>disqualified</c>.</param>
/// <param name="OwnerId">Token subject of who had the customer at this change; null when a team or the pool had it.</param>
/// <param name="Team">Whose customer it was at this change.</param>
/// <param name="EnteredAt">When it came in.</param>
/// <param name="ClosedAt">When it was converted or disqualified; null while it is open.</param>
/// <param name="Loss">Why nothing came of it, such as <c>no-need</c> or <c>competitor</c>; null unless it is disqualified.</param>
/// <param name="Campaign">The campaign, exhibition or list it came from, in the words of who entered it.</param>
/// <param name="CampaignId">Engagement's campaign it came from, where that was said.</param>
public sealed record LeadChanged(
    Guid LeadId, long Version, Guid CustomerId, string Source, string State, string? OwnerId, string Team, DateTimeOffset EnteredAt, DateTimeOffset? ClosedAt,
    string? Loss = null, string? Campaign = null, Guid? CampaignId = null);
