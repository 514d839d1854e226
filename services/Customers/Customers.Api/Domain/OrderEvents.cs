using CrmPlatform.Customers.Contracts.V1;

namespace CrmPlatform.Customers.Domain;

internal static class OrderEvents
{
    /// <summary>A line as others learn of it.</summary>
    public static PurchasedLine ToEvent(this OrderLine line) =>
        new(line.Ordinal, line.Product, line.QuantityMilli / 1000m, line.AmountMinor, line.BaseAmountMinor, line.BaseCostMinor);
}
