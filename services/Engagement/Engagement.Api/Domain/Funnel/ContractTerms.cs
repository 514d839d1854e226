namespace CrmPlatform.Engagement.Domain.Funnel;

/// <summary>Terms without which a contract is not signed, after article 470 of the Civil Code of the PRC.</summary>
public enum ContractTerm
{
    Parties,
    Subject,
    Quantity,
    Quality,
    PriceAndPayment,
    TimePlaceAndManner,
    LiabilityForBreach,
    DisputeResolution,
}

/// <summary>E8: one necessary term, confirmed by somebody at a time.</summary>
internal sealed record ConfirmedTerm(ContractTerm Term, Guid By, DateTimeOffset At);

/// <summary>E8: a contract is signed once each necessary term has been confirmed item by item.</summary>
internal static class ContractTerms
{
    /// <summary>Terms still open, in their order; none: the contract may be signed.</summary>
    public static IReadOnlyList<ContractTerm> Open(IEnumerable<ConfirmedTerm> confirmed) =>
        [.. Enum.GetValues<ContractTerm>().Except(confirmed.Select(term => term.Term))];
}
