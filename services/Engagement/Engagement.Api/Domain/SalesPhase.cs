namespace CrmPlatform.Engagement.Domain;

/// <summary>E6: before the sale, during it, after it (售前, 售中, 售后).</summary>
public enum SalesPhase
{
    PreSale,
    InSale,
    AfterSale,
}
