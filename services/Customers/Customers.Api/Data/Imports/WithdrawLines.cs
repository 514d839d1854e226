using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Data.Imports;

/// <summary>C17: takes the orders of an import out of the ledger again, each whole; one with lines of another source stays.</summary>
internal sealed class WithdrawLines(CustomersDb db, StandingSignal signal, IOptions<CustomersOptions> options, TimeProvider time)
{
    public async Task<UndoneDeeds> TakeBackAsync(IReadOnlyList<ImportMark> marks, CancellationToken cancellationToken)
    {
        var (ids, job) = (marks.Select(mark => mark.Subject).Distinct().ToArray(), marks[0].JobKey);
        // An order may have come in several pieces of the file: it goes at once, with the last of them.
        var all = (await db.ImportMarks.Where(mark => mark.JobKey == job && mark.Deed == ImportDeed.Booked && ids.Contains(mark.Subject)).ToListAsync(cancellationToken))
            .GroupBy(mark => mark.Subject).ToDictionary(same => same.Key, same => same.OrderByDescending(mark => mark.Key).ToList());
        var orders = await db.Orders.IgnoreQueryFilters().Where(order => ids.Contains(order.Id)).ToDictionaryAsync(order => order.Id, cancellationToken);
        var customers = orders.Values.Select(order => order.CustomerId).Distinct().ToArray();
        var holders = await db.AllCustomers.AsNoTracking().Where(c => customers.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var (deeds, business) = (new UndoneDeeds(), new Dictionary<Guid, DateTimeOffset?>());
        foreach (var mark in marks.Where(mark => mark.Key == all[mark.Subject][0].Key))
        {
            var ours = all[mark.Subject];
            if (orders.GetValueOrDefault(mark.Subject) is { } order)
            {
                if (WhyKept(order, ours, holders.GetValueOrDefault(order.CustomerId)) is { } kept)
                {
                    deeds.Kept.Add(kept);
                    continue;
                }
                Withdraw(order, ours, holders.GetValueOrDefault(order.CustomerId), business, deeds);
            }
            db.ImportMarks.RemoveRange(ours);
        }
        foreach (var customer in business.Keys) db.Touch(customer, new Touch(Reassess: true, Quietly: true));
        if (business.Count > 0) db.AfterCommit(signal.Pulse);
        deeds.Then = business.Count == 0 ? null : token => WriteBusinessAsync(business, token);
        return deeds;
    }

    private static KeptDeed? WhyKept(Order order, List<ImportMark> ours, Customer? holder)
    {
        if (holder?.Status == CustomerStatus.Erased)
            return new KeptDeed("order", order.Id, order.Number, "customer.erased", "The customer has been erased; its orders stay in the books.");
        var imported = ours.SelectMany(mark => mark.Ordinals!).ToHashSet();
        var others = order.Lines.Select(line => line.Ordinal).Where(ordinal => !imported.Contains(ordinal)).Order().ToList();
        return others.Count == 0
            ? null
            : new KeptDeed("order", order.Id, order.Number, "order.lines-since", $"Lines that did not come with this import stand in the order: {string.Join(", ", others)}.");
    }

    private void Withdraw(Order order, List<ImportMark> ours, Customer? holder, Dictionary<Guid, DateTimeOffset?> business, UndoneDeeds deeds)
    {
        foreach (var mark in ours)
        {
            var lines = order.Withdraw([.. mark.Ordinals!]);
            db.Publish(new PurchaseWithdrawn(mark.BookedFor!.Value, order.Number, order.OrderedAt, order.Currency, options.Value.BaseCurrency,
                [.. lines.Select(line => line.ToEvent())], mark.BookingId!.Value, time.GetUtcNow(), Imported: true), order.CustomerId);
            deeds.Lines += lines.Count;
            // C5: the last business is the one before, unless something later has come since.
            if (holder is null) continue;
            var last = business.TryGetValue(holder.Id, out var moved) ? moved : holder.LastBusinessAt;
            business[holder.Id] = last == order.OrderedAt ? mark.BusinessBefore : last;
        }
        deeds.Orders++;
        db.Orders.Remove(order);
    }

    private async Task WriteBusinessAsync(Dictionary<Guid, DateTimeOffset?> business, CancellationToken cancellationToken)
    {
        var ids = business.Keys.ToArray();
        var left = await db.Orders.IgnoreQueryFilters().Where(order => ids.Contains(order.CustomerId) && order.Lines.Any(line => line.AmountMinor > 0)).GroupBy(order => order.CustomerId)
            .Select(orders => new { orders.Key, Last = orders.Max(order => order.OrderedAt) }).ToDictionaryAsync(orders => orders.Key, orders => orders.Last, cancellationToken);
        foreach (var (id, last) in business)
        {
            var at = left.TryGetValue(id, out var ordered) && !(last >= ordered) ? ordered : last;
            await db.AllCustomers.Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.LastBusinessAt, at), cancellationToken);
        }
    }
}
