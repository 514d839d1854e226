using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Funnel;

/// <summary>Terms without which a contract is not signed, after article 470 of the Civil Code of the PRC.</summary>
public enum ContractTerm
{
    [Names("Parties", "当事人", "當事人")] Parties,
    [Names("Subject", "标的", "標的")] Subject,
    [Names("Quantity", "数量", "數量")] Quantity,
    [Names("Quality", "质量", "品質")] Quality,
    [Names("Price and payment", "价款与支付", "價款與支付")] PriceAndPayment,
    [Names("Time, place and manner of performance", "履行期限、地点和方式", "履行期限、地點和方式")] TimePlaceAndManner,
    [Names("Liability for breach", "违约责任", "違約責任")] LiabilityForBreach,
    [Names("Resolution of disputes", "争议解决", "爭議解決")] DisputeResolution,
}

/// <summary>E8: one necessary term, confirmed by somebody at a time.</summary>
internal sealed record ConfirmedTerm(ContractTerm Term, string By, DateTimeOffset At);

/// <summary>E8: a contract is signed once each necessary term has been confirmed item by item.</summary>
internal static class ContractTerms
{
    /// <summary>Terms still open, in their order; none: the contract may be signed.</summary>
    public static IReadOnlyList<ContractTerm> Open(IEnumerable<ConfirmedTerm> confirmed) =>
        [.. Enum.GetValues<ContractTerm>().Except(confirmed.Select(term => term.Term))];
}
