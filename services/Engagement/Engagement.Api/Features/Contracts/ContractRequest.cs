using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Contracts;

/// <summary>A contract as it is drafted; money in minor units.</summary>
/// <param name="Number">Of this contract alone; one is given when it is left out.</param>
/// <param name="AmountMinor">The opportunity's when left out.</param>
public sealed record ContractRequest(
    Guid OpportunityId,
    [property: StringLength(60, MinimumLength = 1)] string? Number = null,
    [property: Range(0, 1_000_000_000_000_000)] long? AmountMinor = null);

/// <summary>The wording of a necessary term.</summary>
public sealed record TermWordingRequest([property: Required, StringLength(4000, MinimumLength = 1)] string Text);

/// <param name="CustomerSignatory">Who signs for the customer.</param>
public sealed record SignContractRequest([property: Required, StringLength(200, MinimumLength = 1)] string CustomerSignatory, DateTimeOffset? SignedAt = null);

/// <summary>A phase of delivery.</summary>
/// <param name="ResponsibleId">Token subject; gets a task for it.</param>
public sealed record PhaseRequest(
    [property: Required, RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$"), StringLength(60)] string Key,
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    [property: Required, StringLength(1000, MinimumLength = 1)] string Goal,
    [property: Required, StringLength(100, MinimumLength = 1)] string ResponsibleId,
    DateOnly DueOn);

public sealed record DeliveryRequest([property: MinLength(1), MaxLength(50)] IReadOnlyList<PhaseRequest> Phases);

/// <param name="Result">What came of the phase.</param>
public sealed record FinishPhaseRequest([property: Required, StringLength(2000, MinimumLength = 1)] string Result);

/// <summary>One necessary term.</summary>
public sealed record ContractTermView(ContractTerm Term, string? Text, bool Confirmed, string? ConfirmedBy, DateTimeOffset? ConfirmedAt);

public sealed record PhaseView(
    string Key, string Name, string Goal, string ResponsibleId, DateOnly DueOn, PhaseState State, DateTimeOffset? BeganAt, DateTimeOffset? DoneAt, string? Result, Guid? TaskId);

/// <summary>A contract as clients see it.</summary>
/// <param name="OpenTerms">What is still to be confirmed before it can be signed.</param>
public sealed record ContractView(
    Guid Id, Guid OpportunityId, Guid CustomerId, string Number, string Currency, long AmountMinor, IReadOnlyList<ContractTermView> Terms,
    IReadOnlyList<ContractTerm> OpenTerms, DateTimeOffset? SignedAt, string? SignedBy, string? CustomerSignatory, IReadOnlyList<PhaseView> Phases,
    DeliveryReview? Review, DateTimeOffset? ReviewedAt, string CreatedBy, DateTimeOffset CreatedAt, long Version) : IVersionedView, INamesCustomer
{
    /// <summary>What the customer is called now; null where that is not known here.</summary>
    public string? CustomerName { get; set; }

    Guid? INamesCustomer.Customer => CustomerId;

    internal static ContractView Of(Contract c) => new(
        c.Id, c.OpportunityId, c.CustomerId, c.Number, c.Currency, c.AmountMinor,
        [
            .. Enum.GetValues<ContractTerm>().Select(term => c.Confirmed.FirstOrDefault(confirmed => confirmed.Term == term) is { } by
                ? new ContractTermView(term, c.Terms.GetValueOrDefault(term), true, by.By, by.At)
                : new ContractTermView(term, c.Terms.GetValueOrDefault(term), false, null, null)),
        ],
        c.OpenTerms, c.SignedAt, c.SignedBy, c.CustomerSignatory,
        [.. c.Phases.Select(p => new PhaseView(p.Key, p.Name, p.Goal, p.ResponsibleId, p.DueOn, p.State, p.BeganAt, p.DoneAt, p.Result, p.TaskId))],
        c.Review, c.ReviewedAt, c.CreatedBy, c.CreatedAt, c.Version);
}
