using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Imports;
using CrmPlatform.Customers.Data.Loyalty;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Purchases;

/// <summary>Lines of one order on their way into the ledger.</summary>
internal sealed record LedgerEntry(Guid CustomerId, string OrderNumber, DateTimeOffset OrderedAt, string Currency, IReadOnlyList<OrderLineData> Lines);

/// <summary>What became of an entry: the order and which of its lines are new, or why it was refused.</summary>
internal sealed record Booked(Order? Order, IReadOnlyList<int> NewLines, Refusal? Refusal, PurchaseForPoints? ForPoints = null)
{
    /// <summary>In which parts new lines were told, each with its id where they were imported.</summary>
    public IReadOnlyList<(Guid? Id, int[] Ordinals)> Bookings { get; init; } = [];
}

/// <summary>
/// C13: the one way into the sales ledger, for a single order, a bulk and an import alike. Lines already there stay as they are;
/// products not yet in the register are entered; what is new is published. Nothing is saved here.
/// </summary>
internal sealed class Ledger(CustomersDb db, PointsBook points, IOptions<CustomersOptions> options, StandingSignal signal)
{
    public async Task<IReadOnlyList<Booked>> BookAsync(IReadOnlyList<LedgerEntry> entries, bool imported, CancellationToken cancellationToken)
    {
        var numbers = entries.Select(entry => entry.OrderNumber).Distinct().ToArray();
        var orders = await db.Orders.IgnoreQueryFilters().Where(order => numbers.Contains(order.Number)).ToDictionaryAsync(order => order.Number, cancellationToken);
        var rates = await RatesAsync(entries, cancellationToken);
        var booked = new List<Booked>(entries.Count);
        foreach (var entry in entries) booked.Add(Book(entry, orders, rates, imported));
        // C13, C14: history brought in from another system gives no points and takes none.
        if (!imported) await points.EarnAsync([.. booked.Select(one => one.ForPoints).OfType<PurchaseForPoints>()], cancellationToken);
        await RegisterProductsAsync(entries.SelectMany(entry => entry.Lines), cancellationToken);
        db.AfterCommit(signal.Pulse);
        return booked;
    }

    private Booked Book(LedgerEntry entry, Dictionary<string, Order> orders, ILookup<string, ExchangeRate> rates, bool imported)
    {
        var baseCurrency = options.Value.BaseCurrency;
        // C13: a later line, a refund months after, has the rate that its order has.
        var day = options.Value.DayOf(orders.TryGetValue(entry.OrderNumber, out var order) ? order.OrderedAt : entry.OrderedAt);
        if (RateOf(entry.Currency, day, order, baseCurrency, rates) is not { } rate)
            return new Booked(null, [], Refusal.Conflict("purchase.rate-missing", $"There is no exchange rate for {entry.Currency} on {day:yyyy-MM-dd}; enter one first."));
        if (order?.Contradiction(entry.CustomerId, entry.Currency, entry.Lines) is { } refusal) return new Booked(null, [], refusal);
        // What is in the ledger is there, whatever the rate has become since.
        var fresh = entry.Lines.Where(line => order?.Lines.Any(known => known.Ordinal == line.Ordinal) != true);
        if (Order.TooLarge(fresh, entry.Currency, baseCurrency, rate) is { } tooLarge) return new Booked(null, [], tooLarge);
        if (order is null)
        {
            order = Order.Place(entry.CustomerId, entry.OrderNumber, entry.OrderedAt, entry.Currency);
            orders.Add(entry.OrderNumber, order);
            db.Orders.Add(order);
        }
        var before = order.Lines.ToList();
        var added = entry.Lines.Select(line => order.Add(line, baseCurrency, rate)).OfType<OrderLine>().ToList();
        if (added.Count == 0) return new Booked(order, [], null);
        // An order is judged whole; a mark of an import holds the ordinals of so many lines, and an undo withdraws what was told, part by part.
        var bookings = new List<(Guid? Id, int[] Ordinals)>();
        foreach (var part in imported ? added.Chunk(ImportMark.MostOrdinals) : [[.. added]])
        {
            Guid? booking = imported ? Guid.CreateVersion7() : null;
            db.Publish(new PurchaseRecorded(order.CustomerId, order.Number, order.OrderedAt, order.Currency, baseCurrency, [.. part.Select(line => line.ToEvent())], imported, booking), order.CustomerId);
            bookings.Add((booking, [.. part.Select(line => line.Ordinal)]));
        }
        // C5: business is under way by what was bought; what goes back alone is none. C6: what was bought elsewhere long ago does not say that somebody looked after the customer here.
        db.Touch(order.CustomerId, new Touch(ActivityAt: imported ? null : order.OrderedAt, BusinessAt: added.Exists(line => line.AmountMinor > 0) ? order.OrderedAt : null, Quietly: imported));
        return new Booked(order, [.. added.Select(line => line.Ordinal)], null, imported ? null : ForPoints(order, before, added)) { Bookings = bookings };
    }

    private static PurchaseForPoints ForPoints(Order order, List<OrderLine> before, List<OrderLine> added)
    {
        var bought = before.Exists(line => line.AmountMinor > 0) ? new OrderBefore(before.Sum(line => line.BaseAmountMinor), [.. before.Select(line => line.Ordinal)]) : null;
        return new PurchaseForPoints(order.CustomerId, order.Number, added.Min(line => line.Ordinal), added.Sum(line => line.BaseAmountMinor), bought);
    }

    private async Task<ILookup<string, ExchangeRate>> RatesAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        var foreign = entries.Select(entry => entry.Currency).Distinct().Where(currency => currency != options.Value.BaseCurrency).ToArray();
        var rates = foreign.Length == 0 ? [] : await db.ExchangeRates.AsNoTracking().Where(rate => foreign.Contains(rate.Currency)).ToListAsync(cancellationToken);
        return rates.ToLookup(rate => rate.Currency);
    }

    // C13: the rate of the order's day, as the organisation counts its days, is the last one that was valid by then; of an order whose lines
    // were converted before a nearer one was entered, the one they were converted by, or a full refund would not come to nothing.
    private static decimal? RateOf(string currency, DateOnly day, Order? order, string baseCurrency, ILookup<string, ExchangeRate> rates)
    {
        if (currency == baseCurrency) return 1m;
        var valid = rates[currency].Where(rate => rate.ValidFrom <= day).OrderByDescending(rate => rate.ValidFrom).Select(rate => (decimal?)rate.Rate).ToList();
        return valid.FirstOrDefault(rate => order?.IsConvertedBy(rate!.Value, baseCurrency) == true) ?? valid.FirstOrDefault();
    }

    private async Task RegisterProductsAsync(IEnumerable<OrderLineData> lines, CancellationToken cancellationToken)
    {
        var wanted = lines.GroupBy(line => line.Product).ToDictionary(same => same.Key, same => same.Select(line => line.Description).FirstOrDefault(text => text is not null));
        var codes = wanted.Keys.ToArray();
        var known = await db.Products.Where(product => codes.Contains(product.Code)).Select(product => product.Code).ToHashSetAsync(cancellationToken);
        foreach (var (code, description) in wanted.Where(pair => !known.Contains(pair.Key)))
        {
            var product = Product.Register(code, description ?? code, category: null);
            db.Products.Add(product);
            db.Publish(new ProductChanged(product.Id, 1, product.Code, product.Name, product.Category, product.Active), product.Id);
        }
    }
}
