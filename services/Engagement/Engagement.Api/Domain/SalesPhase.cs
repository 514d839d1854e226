using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain;

/// <summary>E6: before the sale, during it, after it (售前, 售中, 售后).</summary>
public enum SalesPhase
{
    [Names("Pre-sale", "售前", "售前")] PreSale,
    [Names("In-sale", "售中", "售中")] InSale,
    [Names("After-sale", "售后", "售後")] AfterSale,
}

internal static class SalesPhases
{
    /// <summary>E6: in-sale while something is open, after-sale once something was won, pre-sale again when all came to nothing.</summary>
    public static SalesPhase Of(IReadOnlyCollection<DealState> deals) =>
        deals.Contains(DealState.Open) ? SalesPhase.InSale : deals.Contains(DealState.Won) ? SalesPhase.AfterSale : SalesPhase.PreSale;
}
