using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Data.Relationships;

/// <summary>C10: adds up what a relationship cost and brought, from the activities, remedies, discounts and orders of its last months.</summary>
internal sealed class RelationshipAccounts(CustomersDb db, IOptions<CustomersOptions> options, TimeProvider time)
{
    public async Task<RelationshipAccount> OfAsync(Guid customerId, CancellationToken cancellationToken)
    {
        var to = time.GetUtcNow();
        var from = to.AddMonths(-options.Value.LuxuryMonths);
        var minutes = await db.ActivityMarks.Where(m => m.CustomerId == customerId && m.At >= from && m.At <= to).SumAsync(m => (long)m.Minutes, cancellationToken);
        var costs = await db.RelationshipCosts.Where(c => c.CustomerId == customerId && c.At >= from && c.At <= to)
            .GroupBy(c => c.Kind).Select(g => new { g.Key, Sum = g.Sum(c => c.AmountMinor) }).ToDictionaryAsync(g => g.Key, g => g.Sum, cancellationToken);
        var lines = db.Orders.IgnoreQueryFilters().AsNoTracking().Where(o => o.CustomerId == customerId && o.OrderedAt >= from && o.OrderedAt <= to).SelectMany(o => o.Lines);
        // As OrderLine.CostOf: of what came back, lines of before have a positive cost.
        var margin = await lines.Where(l => l.BaseCostMinor != null).SumAsync(
            l => l.BaseCostMinor > 0 && (l.AmountMinor < 0 || (l.AmountMinor == 0 && l.QuantityMilli < 0)) ? l.BaseAmountMinor + l.BaseCostMinor!.Value : l.BaseAmountMinor - l.BaseCostMinor!.Value, cancellationToken);
        var unknown = await lines.CountAsync(l => l.BaseCostMinor == null, cancellationToken);
        return new RelationshipAccount(
            from, to, minutes, RelationshipAccount.CostOf(minutes, options.Value.HourlyCostMinor),
            costs.GetValueOrDefault(RelationshipCostKind.Remedy), costs.GetValueOrDefault(RelationshipCostKind.Discount), margin, unknown);
    }

    /// <summary>Base currency for one unit at the rate of the day; null where the rate table has none.</summary>
    public async Task<decimal?> RateAsync(string currency, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (currency == options.Value.BaseCurrency) return 1m;
        var day = options.Value.DayOf(at);
        return (await db.ExchangeRates.AsNoTracking().Where(r => r.Currency == currency && r.ValidFrom <= day).OrderByDescending(r => r.ValidFrom).FirstOrDefaultAsync(cancellationToken))?.Rate;
    }
}
