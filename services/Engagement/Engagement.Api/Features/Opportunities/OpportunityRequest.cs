using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Opportunities;

/// <summary>Something that may be sold.</summary>
/// <param name="Pipeline">Fixed once it is opened.</param>
/// <param name="Stage">Where it is opened; the pipeline's first when left out. Later it moves with /stage.</param>
/// <param name="AmountMinor">Minor units of the currency.</param>
/// <param name="Currency">ISO 4217; there must be a rate to the base currency.</param>
/// <param name="ProbabilityPercent">The stage's when left out.</param>
/// <param name="ContactId">A contact of the customer, as Customers keeps it. Contacts are not known here: nobody asks whose it is, and nothing of it is shown. When it is erased, it goes here with the decision maker (C20).</param>
/// <param name="OwnerId">Token subject; you when left out.</param>
/// <param name="CampaignId">The campaign it came from.</param>
public sealed record OpportunityRequest(
    Guid CustomerId,
    [property: Required, StringLength(200, MinimumLength = 1)] string Title,
    [property: Required, StringLength(60, MinimumLength = 1)] string Pipeline,
    [property: RegularExpression("^[A-Z]{3}$", ErrorMessage = "A currency code of ISO 4217 is expected, such as CNY.")] string Currency,
    [property: StringLength(60)] string? Stage = null,
    [property: Range(0, 1_000_000_000_000_000)] long? AmountMinor = null,
    [property: Range(0, 100)] int? ProbabilityPercent = null,
    DateOnly? ExpectedClose = null,
    Guid? ContactId = null,
    [property: StringLength(200)] string? DecisionMaker = null,
    [property: StringLength(2000)] string? Need = null,
    [property: StringLength(2000)] string? Solution = null,
    [property: StringLength(400)] string? NextStep = null,
    [property: MaxLength(20)] IReadOnlyList<string>? Competitors = null,
    [property: StringLength(4000)] string? Notes = null,
    [property: StringLength(100)] string? OwnerId = null,
    Guid? CampaignId = null)
{
    internal static OpportunityRequest Of(Opportunity o) => new(
        o.CustomerId, o.Title, o.Pipeline, o.Currency, o.Stage, o.AmountMinor, o.OwnProbabilityPercent, o.ExpectedClose, o.ContactId, o.DecisionMaker, o.Need,
        o.Solution, o.NextStep, o.Competitors, o.Notes, o.OwnerId, o.CampaignId);
}

/// <summary>A stage that was entered.</summary>
/// <param name="PassedThrough">Entered and left in one move, on the way to a later stage.</param>
public sealed record StageEntryView(string Stage, DateTimeOffset EnteredAt, string By, bool PassedThrough);

/// <summary>An opportunity as clients see it.</summary>
/// <param name="ProbabilityPercent">What the forecast reckons with.</param>
/// <param name="Path">Every stage entered, oldest first.</param>
public sealed record OpportunityView(
    Guid Id, Guid CustomerId, string Title, string OwnerId, string Team, string Pipeline, string Stage, DealState State, long? AmountMinor, string Currency,
    int ProbabilityPercent, int? OwnProbabilityPercent, DateOnly? ExpectedClose, Guid? ContactId, string? DecisionMaker, string? Need, string? Solution,
    string? NextStep, IReadOnlyList<string> Competitors, string? Notes, string? LostReason, Guid? CampaignId, bool Quoted, bool TermsConfirmed,
    IReadOnlyList<StageEntryView> Path, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt, long Version) : IVersionedView, INamesCustomer
{
    /// <summary>What the customer is called now; null where that is not known here.</summary>
    public string? CustomerName { get; set; }

    Guid? INamesCustomer.Customer => CustomerId;

    internal static OpportunityView Of(Opportunity o) => new(
        o.Id, o.CustomerId, o.Title, o.OwnerId, o.Team, o.Pipeline, o.Stage, o.State, o.AmountMinor, o.Currency, o.ProbabilityPercent, o.OwnProbabilityPercent,
        o.ExpectedClose, o.ContactId, o.DecisionMaker, o.Need, o.Solution, o.NextStep, o.Competitors, o.Notes, o.LostReason, o.CampaignId, o.Quoted,
        o.TermsConfirmed, [.. o.Path.Select(entry => new StageEntryView(entry.StageKey, entry.EnteredAt, entry.By, entry.PassedThrough))], o.CreatedBy, o.CreatedAt,
        o.ClosedAt, o.Version);
}
