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

    private static readonly string[] Needed = ["customer", "orderNumber", "product", "orderedAt"];

    // As the API has them.
    private static readonly (string Field, int Longest)[] Limits = [("customer", 100), ("orderNumber", 60), ("product", 60), ("description", 200)];
    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);

    /// <param name="counted">The ordinal by counting, where the row gives none.</param>
    public RowError? Read(ImportRow row, int counted, out PurchaseRow purchase)
    {
        purchase = null!;
        var wrong = new List<RowError>();
        void Wrong(string field, string code, string message) => wrong.Add(row.Error(field, code, message));
        foreach (var blank in Needed.Where(field => row[field] is null)) Wrong(blank, "required", $"{blank} is blank.");
        foreach (var (field, longest) in Limits.Where(limit => row[limit.Field]?.Length > limit.Longest)) Wrong(field, "validation", $"{field} has at most {longest} characters.");
        var currency = row["currency"]?.ToUpperInvariant() ?? options.BaseCurrency;
        var isMoney = Currencies.IsCode(currency);
        if (!isMoney) Wrong("currency", "purchase.currency", $"'{currency}' is no currency code of ISO 4217.");
        var orderedAt = row["orderedAt"] is { } dateText ? Instant(dateText) : null;
        if (orderedAt is null && row["orderedAt"] is { } noDate) Wrong("orderedAt", "date.invalid", $"'{noDate}' is no date and time such as 2026-03-01 09:00:00.");
        if (orderedAt is { } at && Order.FromTheFuture(at, time.GetUtcNow()) is { } future) Wrong("orderedAt", future.Code, future.Detail);
        var quantity = Number(row["quantity"]);
        if (quantity is not { } many || Math.Abs(many) > 1_000_000_000m || decimal.Truncate(many * 1000) != many * 1000)
        {
            quantity = null;
            Wrong("quantity", "number.invalid", $"'{row["quantity"]}' is no quantity with at most three decimals.");
        }
        long? amount = null, cost = null;
        // In no currency there is no amount to judge.
        if (isMoney && Amount(row, quantity, currency, out amount) is { } noAmount) wrong.Add(noAmount);
        else if (quantity is { } count && amount is { } sum && Order.PaidForReturn(row["amount"] is null ? "unitPrice" : "amount", count, sum) is { } paid) Wrong(paid.Field!, paid.Code, paid.Detail);
        if (isMoney && row["cost"] is { } costText && (Number(costText) is not { } given || (cost = Currencies.ToMinor(given, currency)) is null))
            Wrong("cost", "number.invalid", $"'{costText}' is no amount in {currency}.");
        var ordinal = counted;
        if (row["ordinal"] is { } ordinalText && (!int.TryParse(ordinalText, NumberStyles.None, Culture, out ordinal) || ordinal is < 1 or > MostLines))
            Wrong("ordinal", "number.invalid", $"'{ordinalText}' is no place within an order, from 1 to {MostLines}.");
        if (RowError.Together(wrong) is { } mistakes) return mistakes;
        purchase = new PurchaseRow(row, row["customer"]!, row["orderNumber"]!, orderedAt!.Value, currency,
            new OrderLineData(ordinal, row["product"]!, row["description"], quantity!.Value, amount!.Value, cost));
        return null;
    }

    /// <param name="quantity">Null where it is none: then a price says no amount.</param>
    private static RowError? Amount(ImportRow row, decimal? quantity, string currency, out long? amount)
    {
        amount = null;
        if (row["amount"] is { } total)
        {
            amount = Number(total) is { } given ? Currencies.ToMinor(given, currency) : null;
            return amount is null ? row.Error("amount", "number.invalid", $"'{total}' is no amount in {currency}.") : null;
        }
        if (row["unitPrice"] is not { } price) return row.Error("unitPrice", "required", "Either amount or unitPrice is needed.");
        if (Number(price) is not { } unit || Math.Abs(unit) > 1_000_000_000m) return row.Error("unitPrice", "number.invalid", $"'{price}' is no price.");
        if (quantity is not { } many) return null;
        amount = Currencies.ToMinorRounded(many * unit, currency);
        return amount is null ? row.Error("unitPrice", "number.invalid", $"'{price}' for each of {many} is too much to be true.") : null;
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, Culture, out var number) ? number : null;

    private DateTimeOffset? Instant(string text) => WrittenMoment.Read(text, zone) is { } instant && instant >= Earliest ? instant : null;
}
