using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>An order in the sales ledger (C13). Its lines are kept apart by their ordinal; none is ever changed.</summary>
public sealed class Order : Entity
{
    private readonly List<OrderLine> lines = [];

    private Order() { }

    public Guid CustomerId { get; private set; }

    public string Number { get; private set; } = "";

    public DateTimeOffset OrderedAt { get; private set; }

    public string Currency { get; private set; } = "";

    public IReadOnlyList<OrderLine> Lines => lines;

    public static Order Place(Guid customerId, string number, DateTimeOffset orderedAt, string currency) =>
        new() { CustomerId = customerId, Number = number, OrderedAt = orderedAt, Currency = currency };

    // C13: the key of a line is order number and ordinal; what is already there is left as it is.
    public OrderLine? Add(OrderLineData data, string baseCurrency, decimal rate)
    {
        if (lines.Any(line => line.Ordinal == data.Ordinal)) return null;
        var line = OrderLine.Of(data, Currency, baseCurrency, rate);
        lines.Add(line);
        return line;
    }

    /// <summary>Whether the lines that are there come to what they do at this rate.</summary>
    public bool IsConvertedBy(decimal rate, string baseCurrency) => lines.Count > 0 && lines.TrueForAll(line => Currencies.Convert(line.AmountMinor, Currency, baseCurrency, rate) == line.BaseAmountMinor);

    /// <summary>C17: takes lines out again that an undone import had brought; those that were there.</summary>
    public IReadOnlyList<OrderLine> Withdraw(IReadOnlyCollection<int> ordinals)
    {
        var gone = lines.FindAll(line => ordinals.Contains(line.Ordinal));
        lines.RemoveAll(gone.Contains);
        return gone;
    }

    /// <summary>C13: an order lies a day ahead at most, for clocks and zones; a later day is a slip of the pen that would stand in the sums of a year to come.</summary>
    public static Refusal? FromTheFuture(DateTimeOffset orderedAt, DateTimeOffset now) => orderedAt <= now.AddDays(1)
        ? null
        : Refusal.Invalid("orderedAt", "order.in-future", "This lies in the future; what is in the ledger has been bought.");

    /// <summary>C13: what came back was paid back or not paid for; an amount above zero would stand among the refunds with the wrong sign.</summary>
    public static Refusal? PaidForReturn(string field, decimal quantity, long amountMinor) => quantity < 0 && amountMinor > 0
        ? Refusal.Invalid(field, "purchase.return-amount", "What came back has a negative quantity and a negative amount, or none.")
        : null;

    /// <summary>C13: sums are in the base currency, so an amount that is too large in that is none.</summary>
    public static Refusal? TooLarge(IEnumerable<OrderLineData> lines, string currency, string baseCurrency, decimal rate) =>
        lines.FirstOrDefault(line => Currencies.Convert(line.AmountMinor, currency, baseCurrency, rate) is null || (line.CostMinor is { } cost && Currencies.Convert(cost, currency, baseCurrency, rate) is null)) is { } beyond
            ? Refusal.Conflict("purchase.amount-too-large", $"Line {beyond.Ordinal} comes to more in {baseCurrency} than the books can hold; look at the amount and at the rate of {currency}.", ("ordinal", beyond.Ordinal))
            : null;

    /// <summary>What contradicts this order in lines that claim to belong to it.</summary>
    public Refusal? Contradiction(Guid customerId, string currency, IEnumerable<OrderLineData> claimed)
    {
        if (customerId != CustomerId) return OfAnother(Number);
        if (currency != Currency) return InAnother(Number, Currency, currency);
        // C13: a line given again changes nothing, so one that says something else would be lost without a word.
        return claimed.FirstOrDefault(data => lines.Any(line => line.Ordinal == data.Ordinal && !line.Says(data))) is { } other
            ? Differs(Number, other.Ordinal)
            : null;
    }

    internal static Refusal OfAnother(string number) => Refusal.Conflict("order.other-customer", $"Order {number} is in the ledger for another customer.");

    internal static Refusal InAnother(string number, string currency, string claimed) => Refusal.Conflict("order.other-currency", $"Order {number} is in the ledger in {currency}, not {claimed}.");

    internal static Refusal Differs(string number, int ordinal) => Refusal.Conflict("order.line-differs",
        $"Line {ordinal} of order {number} is in the ledger with another product, quantity, amount or cost. Correct it by a further line, or give this one another ordinal.", ("ordinal", ordinal));
}

/// <summary>A line of an order; negative for a refund.</summary>
public sealed class OrderLine
{
    private OrderLine() { }

    public long Key { get; private set; }

    public long OrderKey { get; private set; }

    public int Ordinal { get; private set; }

    public string Product { get; private set; } = "";

    /// <summary>Thousandths of a unit.</summary>
    public long QuantityMilli { get; private set; }

    public long AmountMinor { get; private set; }

    public long? CostMinor { get; private set; }

    /// <summary>In the base currency, at the rate of the order's day.</summary>
    public long BaseAmountMinor { get; private set; }

    public long? BaseCostMinor { get; private set; }

    /// <summary>Whether somebody who gives this line again means the same one; a cost that is left out is not denied.</summary>
    public bool Says(OrderLineData data) => (data.Product, Milli(data.Quantity), data.AmountMinor) == (Product, QuantityMilli, AmountMinor)
        && (data.CostMinor is null || data.CostMinor == CostOf(AmountMinor, QuantityMilli, CostMinor));

    /// <summary>C10: what came back takes its cost along, so that is negative, whichever way it was given. The ledger has lines of before with a positive one.</summary>
    internal static long? CostOf(long amount, decimal quantity, long? cost) => cost > 0 && (amount < 0 || (amount == 0 && quantity < 0)) ? -cost : cost;

    private static long Milli(decimal quantity) => (long)(quantity * 1000);

    public static OrderLine Of(OrderLineData data, string currency, string baseCurrency, decimal rate) => new()
    {
        Ordinal = data.Ordinal,
        Product = data.Product,
        QuantityMilli = Milli(data.Quantity),
        AmountMinor = data.AmountMinor,
        CostMinor = data.CostMinor,
        BaseAmountMinor = Currencies.Convert(data.AmountMinor, currency, baseCurrency, rate) ?? throw new ArgumentOutOfRangeException(nameof(data), data.AmountMinor, "Nothing is worth so much."),
        BaseCostMinor = data.CostMinor is { } cost ? Currencies.Convert(cost, currency, baseCurrency, rate) : null,
    };
}

/// <summary>A line somebody wants in the ledger; already checked for form.</summary>
public sealed record OrderLineData(int Ordinal, string Product, string? Description, decimal Quantity, long AmountMinor, long? CostMinor)
{
    public long? CostMinor { get; } = OrderLine.CostOf(AmountMinor, Quantity, CostMinor);
}

/// <summary>How many units of the base currency one unit of <see cref="Currency"/> is worth from a day on.</summary>
public sealed class ExchangeRate : Entity, IHasHistory
{
    private ExchangeRate() { }

    public string Currency { get; private set; } = "";

    public DateOnly ValidFrom { get; private set; }

    /// <summary>Billionths.</summary>
    public long RateNano { get; private set; }

    public decimal Rate => RateNano / 1_000_000_000m;

    public Guid HistorySubject => Id;

    public static ExchangeRate From(string currency, DateOnly day, decimal rate) =>
        new() { Currency = currency, ValidFrom = day, RateNano = (long)Math.Round(rate * 1_000_000_000m) };
}
