using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain.Campaigns;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Campaigns;

/// <summary>A campaign; money in minor units of its currency.</summary>
/// <param name="OwnerId">Token subject; you when left out.</param>
public sealed record CampaignRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    [property: Required, StringLength(1000, MinimumLength = 1)] string Goal,
    CampaignChannel Channel,
    [property: Range(0, 1_000_000_000_000_000)] long BudgetMinor,
    [property: RegularExpression("^[A-Z]{3}$", ErrorMessage = "A currency code of ISO 4217 is expected, such as CNY.")] string Currency,
    DateOnly? StartsOn = null,
    DateOnly? EndsOn = null,
    [property: StringLength(4000)] string? Notes = null,
    [property: StringLength(100)] string? OwnerId = null);

/// <param name="Result">What came of it.</param>
public sealed record EndCampaignRequest([property: StringLength(4000)] string? Result = null);

public sealed record AddMembersRequest([property: MinLength(1), MaxLength(200)] IReadOnlyList<Guid> CustomerIds);

/// <param name="SegmentId">A saved segment of Customers.</param>
public sealed record SegmentMembersRequest(Guid SegmentId);

public sealed record ResponseRequest(CampaignResponse Response, [property: StringLength(2000)] string? Note = null, DateTimeOffset? At = null);

/// <param name="AmountMinor">Negative for what comes back.</param>
/// <param name="On">The day it was spent; none that is still to come.</param>
public sealed record CostRequest([property: Required, StringLength(400, MinimumLength = 1)] string Text, long AmountMinor, DateOnly On);

public sealed record CostView(Guid Id, string Text, long AmountMinor, DateOnly On, string BookedBy, DateTimeOffset BookedAt)
{
    internal static CostView Of(CampaignCost c) => new(c.Id, c.Text, c.AmountMinor, c.On, c.BookedBy, c.BookedAt);
}

public sealed record MemberView(Guid CustomerId, string? Name, CampaignResponse? Response, string? Note, DateTimeOffset? RespondedAt, DateTimeOffset AddedAt);

/// <summary>A campaign as clients see it.</summary>
public sealed record CampaignView(
    Guid Id, string Name, string Goal, CampaignChannel Channel, CampaignState State, long BudgetMinor, long CostMinor, string Currency, bool BeyondBudget,
    int Members, DateOnly? StartsOn, DateOnly? EndsOn, string? Notes, string? Result, string OwnerId, string CreatedBy, DateTimeOffset CreatedAt, long Version) : IVersionedView
{
    internal static CampaignView Of(Campaign c) => new(
        c.Id, c.Name, c.Goal, c.Channel, c.State, c.BudgetMinor, c.CostMinor, c.Currency, c.BeyondBudget, c.Members, c.StartsOn, c.EndsOn, c.Notes, c.Result, c.OwnerId,
        c.CreatedBy, c.CreatedAt, c.Version);
}

/// <summary>How often members said what.</summary>
public sealed record ResponseCount(CampaignResponse Response, int Count);

/// <summary>What a campaign brought; money in minor units.</summary>
/// <param name="Responded">Members who said something; silence is no response.</param>
/// <param name="CostPerResponseMinor">Null without a response; rounded half away from zero.</param>
/// <param name="WonBaseMinor">Amounts of the deals won, in the base currency.</param>
/// <param name="CostPerWonDealMinor">In the campaign's currency; null without a won deal.</param>
public sealed record CampaignResultView(
    int Members, int Responded, double? ResponseRate, IReadOnlyList<ResponseCount> Responses, long CostMinor, string Currency, long? CostPerResponseMinor,
    int OpenDeals, int WonDeals, int LostDeals, long WonBaseMinor, string BaseCurrency, long? CostPerWonDealMinor);
