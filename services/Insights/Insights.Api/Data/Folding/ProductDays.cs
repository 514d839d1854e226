using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>Adds lines of the ledger to the sums by product and day, or takes them away again.</summary>
internal static class ProductDays
{
    // C13: quantity and amount above zero. What has no amount is neither sale nor refund: it adds nothing to either.
    public static bool IsSale(PurchasedLine line) => line is { Quantity: > 0, BaseAmountMinor: > 0 };

    public static Task CountProductsAsync(
        this InsightsDb db, IReadOnlyList<(DateTimeOffset OrderedAt, IReadOnlyList<PurchasedLine> Lines)> orders, int sign, OrganisationCalendar calendar, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<(string Product, int Day), ProductDayRow>();
        foreach (var (at, lines) in orders)
        {
            var day = calendar.DayOf(at).DayNumber;
            foreach (var line in lines)
            {
                if (!sums.TryGetValue((line.Product, day), out var sum))
                    sums.Add((line.Product, day), sum = new ProductDayRow { Gen = db.Generation, Product = line.Product, Day = day });
                sum.Lines += sign;
                var milli = (long)(line.Quantity * 1000);
                if (IsSale(line))
                {
                    sum.Sold = checked(sum.Sold + (sign * milli));
                    sum.Sales = checked(sum.Sales + (sign * line.BaseAmountMinor));
                }
                else
                {
                    sum.Returned = checked(sum.Returned - (sign * Math.Min(0, milli)));
                    sum.Refunds = checked(sum.Refunds - (sign * line.BaseAmountMinor));
                }
            }
        }
        return db.AddUpAsync([.. sums.Values.OrderBy(sum => sum.Product, StringComparer.Ordinal).ThenBy(sum => sum.Day)], cancellationToken);
    }
}
