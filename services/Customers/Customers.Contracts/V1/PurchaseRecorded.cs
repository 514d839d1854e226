namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>
/// Fact event: lines new to the sales ledger, all of one order. An order can come in several of these; a line (order number and
/// ordinal) comes once. Refunds are lines with negative quantity or amount.
/// </summary>
/// <param name="Currency">ISO 4217 code of the order.</param>
/// <param name="BaseCurrency">The currency of all <c>Base…</c> amounts.</param>
/// <param name="Imported">True for history brought in from another system: it starts no task, warning or mail.</param>
/// <param name="BookingId">Of imported lines: what a <see cref="PurchaseWithdrawn"/> calls them by.</param>
public sealed record PurchaseRecorded(
    Guid CustomerId,
    string OrderNumber,
    DateTimeOffset OrderedAt,
    string Currency,
    string BaseCurrency,
    IReadOnlyList<PurchasedLine> Lines,
    bool Imported,
    Guid? BookingId = null);

/// <summary>A line of an order.</summary>
/// <param name="Ordinal">Place within the order, from 1.</param>
/// <param name="AmountMinor">Amount of the whole line in minor units of the order's currency.</param>
/// <param name="BaseAmountMinor">The same in minor units of the base currency, at the rate of the order's day.</param>
/// <param name="BaseCostMinor">What the line cost us, where known; negative where it came back, and positive in events of before for which that was not so.</param>
public sealed record PurchasedLine(
    int Ordinal, string Product, decimal Quantity, long AmountMinor, long BaseAmountMinor, long? BaseCostMinor);
