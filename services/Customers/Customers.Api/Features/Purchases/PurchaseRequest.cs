using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Purchases;

/// <summary>A line of an order.</summary>
/// <param name="Ordinal">Place within the order, from 1; the place in this list when left out.</param>
/// <param name="Product">Code of the product; one that is not in the register yet is entered there.</param>
/// <param name="Quantity">Negative for what came back.</param>
/// <param name="Amount">Of the whole line, in the order's currency; negative for a refund, and never above zero for what came back.</param>
/// <param name="Cost">What the line cost us; of what came back it is negative, and a positive one is taken so.</param>
public sealed record PurchaseLineRequest(
    [property: Required, StringLength(60, MinimumLength = 1)] string Product,
    [property: Range(-1_000_000_000, 1_000_000_000)] decimal Quantity,
    decimal Amount,
    [property: Range(1, 1_000_000)] int? Ordinal = null,
    [property: StringLength(200)] string? Description = null,
    decimal? Cost = null);

/// <summary>An order, or further lines of one.</summary>
/// <param name="OrderedAt">A day ahead at most. Of an order that is in the ledger already the date there stays, and its day's rate is that of further lines.</param>
/// <param name="Lines">One that is in the ledger already, by order number and ordinal, changes nothing; with another product, quantity, amount or cost it is a conflict.</param>
/// <param name="Currency">ISO 4217; the base currency when left out.</param>
public sealed record PurchaseRequest(
    Guid CustomerId,
    [property: Required, StringLength(60, MinimumLength = 1)] string OrderNumber,
    DateTimeOffset OrderedAt,
    [property: MinLength(1), MaxLength(1000)] IReadOnlyList<PurchaseLineRequest> Lines,
    [property: RegularExpression("^[A-Z]{3}$", ErrorMessage = "A currency code of ISO 4217 is expected, such as CNY.")] string? Currency = null);

/// <summary>A line as clients see it.</summary>
public sealed record PurchaseLineView(int Ordinal, string Product, decimal Quantity, decimal Amount, decimal? Cost, decimal BaseAmount);

/// <summary>An order in the ledger as clients see it.</summary>
/// <param name="Amount">Sum of the lines in the order's currency.</param>
/// <param name="BaseAmount">The same in the base currency, at the rate of the order's day.</param>
public sealed record PurchaseView(
    Guid Id, Guid CustomerId, string OrderNumber, DateTimeOffset OrderedAt, string Currency, decimal Amount, string BaseCurrency, decimal BaseAmount,
    IReadOnlyList<PurchaseLineView> Lines, long Version) : IVersionedView
{
    internal static PurchaseView Of(Order o, string baseCurrency) => new(
        o.Id, o.CustomerId, o.Number, o.OrderedAt, o.Currency,
        Currencies.ToMajor(o.Lines.Sum(line => line.AmountMinor), o.Currency), baseCurrency,
        Currencies.ToMajor(o.Lines.Sum(line => line.BaseAmountMinor), baseCurrency),
        [.. o.Lines.OrderBy(line => line.Ordinal).Select(line => new PurchaseLineView(
            line.Ordinal, line.Product, line.QuantityMilli / 1000m, Currencies.ToMajor(line.AmountMinor, o.Currency),
            line.CostMinor is { } cost ? Currencies.ToMajor(cost, o.Currency) : null, Currencies.ToMajor(line.BaseAmountMinor, baseCurrency)))],
        o.Version);
}
