using System.Globalization;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Imports;

namespace CrmPlatform.Customers.Features.Purchases;

/// <summary>A row of a purchase import, read.</summary>
internal sealed record PurchaseRow(ImportRow Row, string Customer, string OrderNumber, DateTimeOffset OrderedAt, string Currency, OrderLineData Line);

/// <summary>Reads a row; dates without offset are the organisation's local time.</summary>
internal sealed class PurchaseRowReader(CustomersOptions options, TimeProvider time)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
    private const int MostLines = 1_000_000;

    // As the API has them.
    private static readonly (string Field, int Longest)[] Limits = [("customer", 100), ("orderNumber", 60), ("product", 60), ("description", 200)];
    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);

    /// <param name="counted">The ordinal by counting, where the row gives none.</param>
    public RowError? Read(ImportRow row, int counted, out PurchaseRow purchase)
    {
        purchase = null!;
        if (Blank(row) is { } blank) return row.Error(blank, "required", $"{blank} is blank.");
        if (Limits.FirstOrDefault(limit => row[limit.Field] is { } text && text.Length > limit.Longest) is { Field: not null } limit)
            return row.Error(limit.Field, "validation", $"{limit.Field} has at most {limit.Longest} characters.");
        var currency = row["currency"]?.ToUpperInvariant() ?? options.BaseCurrency;
        if (!Currencies.IsCode(currency)) return row.Error("currency", "purchase.currency", $"'{currency}' is no currency code of ISO 4217.");
        if (Instant(row["orderedAt"]!) is not { } orderedAt) return row.Error("orderedAt", "date.invalid", $"'{row["orderedAt"]}' is no date and time such as 2026-03-01 09:00:00.");
        if (Order.FromTheFuture(orderedAt, time.GetUtcNow()) is { } future) return row.Error("orderedAt", future.Code, future.Detail);
        if (Number(row["quantity"]) is not { } quantity || Math.Abs(quantity) > 1_000_000_000m || decimal.Truncate(quantity * 1000) != quantity * 1000)
            return row.Error("quantity", "number.invalid", $"'{row["quantity"]}' is no quantity with at most three decimals.");
        if (Amount(row, quantity, currency, out var amount) is { } wrong) return wrong;
        long? cost = null;
        if (row["cost"] is { } costText && (Number(costText) is not { } given || (cost = Currencies.ToMinor(given, currency)) is null))
            return row.Error("cost", "number.invalid", $"'{costText}' is no amount in {currency}.");
        var ordinal = counted;
        if (row["ordinal"] is { } ordinalText && (!int.TryParse(ordinalText, NumberStyles.None, Culture, out ordinal) || ordinal is < 1 or > MostLines))
            return row.Error("ordinal", "number.invalid", $"'{ordinalText}' is no place within an order, from 1 to {MostLines}.");
        purchase = new PurchaseRow(row, row["customer"]!, row["orderNumber"]!, orderedAt, currency,
            new OrderLineData(ordinal, row["product"]!, row["description"], quantity, amount, cost));
        return null;
    }

    private static string? Blank(ImportRow row)
    {
        if (row["customer"] is null) return "customer";
        if (row["orderNumber"] is null) return "orderNumber";
        if (row["product"] is null) return "product";
        return row["orderedAt"] is null ? "orderedAt" : null;
    }

    private static RowError? Amount(ImportRow row, decimal quantity, string currency, out long amount)
    {
        amount = 0;
        if (row["amount"] is { } total)
        {
            if (Number(total) is not { } given || Currencies.ToMinor(given, currency) is not { } minor)
                return row.Error("amount", "number.invalid", $"'{total}' is no amount in {currency}.");
            amount = minor;
            return null;
        }
        if (row["unitPrice"] is not { } price) return row.Error("unitPrice", "required", "Either amount or unitPrice is needed.");
        if (Number(price) is not { } unit || Math.Abs(unit) > 1_000_000_000m) return row.Error("unitPrice", "number.invalid", $"'{price}' is no price.");
        if (Currencies.ToMinorRounded(quantity * unit, currency) is not { } rounded) return row.Error("unitPrice", "number.invalid", $"'{price}' for each of {quantity} is too much to be true.");
        amount = rounded;
        return null;
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, Culture, out var number) ? number : null;

    private DateTimeOffset? Instant(string text) => WrittenMoment.Read(text, zone) is { } instant && instant >= Earliest ? instant : null;
}
