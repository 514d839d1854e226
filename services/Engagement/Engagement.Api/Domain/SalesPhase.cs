using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain;

/// <summary>E6: before the sale, during it, after it (售前, 售中, 售后).</summary>
public enum SalesPhase
{
    [Names("Pre-sale", "售前", "售前")] PreSale,
    [Names("In-sale", "售中", "售中")] InSale,
    [Names("After-sale", "售后", "售後")] AfterSale,
}
