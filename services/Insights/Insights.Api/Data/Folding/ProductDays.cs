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
        var sums = db.ProductsAside ?? new ProductSums();
        foreach (var (at, lines) in orders)
        {
            var day = calendar.DayOf(at).DayNumber;
            foreach (var line in lines) sums.Add(line, day, sign);
        }
        return db.ProductsAside is null ? sums.WriteAsync(db, cancellationToken) : Task.CompletedTask;
    }
}

/// <summary>Sums by product and day that are in no table yet. A rebuild gathers many pages of them, which come to the same rows again and again.</summary>
internal sealed class ProductSums
{
    private readonly Dictionary<(string Product, int Day), ProductDayRow> sums = [];

    public int Count => sums.Count;

    public void Add(PurchasedLine line, int day, int sign)
    {
        var sum = Of(line.Product, day);
        sum.Lines += sign;
        var milli = (long)(line.Quantity * 1000);
        if (ProductDays.IsSale(line))
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

    public void Add(ProductSums others)
    {
        foreach (var other in others.sums.Values)
        {
            var sum = Of(other.Product, other.Day);
            sum.Lines += other.Lines;
            sum.Sold = checked(sum.Sold + other.Sold);
            sum.Returned = checked(sum.Returned + other.Returned);
            sum.Sales = checked(sum.Sales + other.Sales);
            sum.Refunds = checked(sum.Refunds + other.Refunds);
        }
    }

    public void Clear() => sums.Clear();

    /// <summary>Adds all of them to the table; what was taken away as it had come leaves no row.</summary>
    public Task WriteAsync(InsightsDb db, CancellationToken cancellationToken)
    {
        foreach (var sum in sums.Values) sum.Gen = db.Generation;
        return db.AddUpAsync([.. sums.Values.Where(sum => (sum.Lines, sum.Sold, sum.Returned, sum.Sales, sum.Refunds) != (0, 0, 0, 0, 0))
            .OrderBy(sum => sum.Product, StringComparer.Ordinal).ThenBy(sum => sum.Day)], cancellationToken);
    }

    private ProductDayRow Of(string product, int day)
    {
        if (!sums.TryGetValue((product, day), out var sum)) sums.Add((product, day), sum = new ProductDayRow { Product = product, Day = day });
        return sum;
    }
}
