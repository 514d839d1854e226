namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>
/// Fact event: lines that an import had brought into the sales ledger are out of it again, because the import was undone (C17). They are
/// the lines of one <see cref="PurchaseRecorded"/>, told with its customer; whoever counted them counts them no longer, and whoever has not
/// heard of them yet never does.
/// </summary>
/// <param name="CustomerId">As <see cref="PurchaseRecorded"/> named it; the customer may have been merged since.</param>
/// <param name="BookingId">As <see cref="PurchaseRecorded"/> told it.</param>
/// <param name="Imported">True: what came quietly goes quietly.</param>
public sealed record PurchaseWithdrawn(
    Guid CustomerId,
    string OrderNumber,
    DateTimeOffset OrderedAt,
    string Currency,
    string BaseCurrency,
    IReadOnlyList<PurchasedLine> Lines,
    Guid BookingId,
    DateTimeOffset At,
    bool Imported);
