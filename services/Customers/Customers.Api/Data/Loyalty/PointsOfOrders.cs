using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Loyalty;

/// <summary>New lines of an order, for the points they give or take back.</summary>
/// <param name="Before">What was bought under the same number before, where there is anything; what is taken back then is of that.</param>
internal sealed record PurchaseForPoints(Guid CustomerId, string OrderNumber, int FirstOrdinal, long BaseMinor, OrderBefore? Before = null)
{
    public string Reference => ReferenceOf(OrderNumber, FirstOrdinal);

    public static string ReferenceOf(string orderNumber, int ordinal) => $"{Prefix}{orderNumber}:{ordinal}";

    public static string OrderOf(string reference) => reference[Prefix.Length..reference.LastIndexOf(':')];

    private const string Prefix = "purchase:";
}

/// <summary>An order as it was before new lines came: what it came to, and its lines, one of which was bought.</summary>
internal sealed record OrderBefore(long BaseMinor, IReadOnlyList<int> Ordinals);

/// <summary>
/// C14: what is left of the points that orders gave, so that a refund takes back no others. A credit note under a number of its own does
/// not say what it is for: it takes by the rule of the day, and at most what purchases have given the customer.
/// </summary>
internal sealed class PointsOfOrders
{
    private readonly Dictionary<string, long> ofOrders = [];
    private readonly Dictionary<Guid, long> ofCustomers = [];

    private PointsOfOrders() { }

    /// <summary>One statement for all refunds of orders, and one for all credit notes, where there are any.</summary>
    public static async Task<PointsOfOrders> ReadAsync(CustomersDb db, IReadOnlyList<PurchaseForPoints> purchases, CancellationToken cancellationToken)
    {
        var left = new PointsOfOrders();
        var references = purchases.Where(purchase => purchase is { BaseMinor: < 0, Before: not null })
            .SelectMany(purchase => purchase.Before!.Ordinals.Select(ordinal => PurchaseForPoints.ReferenceOf(purchase.OrderNumber, ordinal))).Distinct().ToArray();
        if (references.Length > 0)
        {
            var booked = await OfPurchases(db).Where(t => EF.Parameter(references).Contains(t.Reference)).Select(t => new { t.Reference, t.Points }).ToListAsync(cancellationToken);
            foreach (var booking in booked) left.Count(PurchaseForPoints.OrderOf(booking.Reference), booking.Points);
        }
        var credited = purchases.Where(purchase => purchase is { BaseMinor: < 0, Before: null }).Select(purchase => purchase.CustomerId).Distinct().ToArray();
        if (credited.Length > 0)
        {
            var given = await OfPurchases(db).Where(t => EF.Parameter(credited).Contains(t.CustomerId))
                .GroupBy(t => t.CustomerId).Select(group => new { group.Key, Points = group.Sum(t => t.Points) }).ToListAsync(cancellationToken);
            foreach (var customer in given) left.Count(customer.Key, customer.Points);
        }
        return left;
    }

    /// <param name="purchase">The new lines.</param>
    /// <param name="byRule">What the programme gives for their amount today; negative where they are a refund.</param>
    public long PointsOf(PurchaseForPoints purchase, long byRule)
    {
        if (purchase.BaseMinor >= 0) return byRule;
        return purchase.Before is { } before
            ? -LoyaltyProgramme.TakenBack(ofOrders.GetValueOrDefault(purchase.OrderNumber), before.BaseMinor, -purchase.BaseMinor)
            : Math.Max(byRule, -Math.Max(0, ofCustomers.GetValueOrDefault(purchase.CustomerId)));
    }

    /// <summary>What was booked is there for the purchases after it.</summary>
    public void Booked(PurchaseForPoints purchase, long points)
    {
        Count(purchase.OrderNumber, points);
        Count(purchase.CustomerId, points);
    }

    private static IQueryable<PointsTransaction> OfPurchases(CustomersDb db) =>
        db.PointsTransactions.AsNoTracking().Where(t => t.Kind == PointsKind.Purchase || t.Kind == PointsKind.Refund);

    private void Count(string orderNumber, long points) => ofOrders[orderNumber] = ofOrders.GetValueOrDefault(orderNumber) + points;

    private void Count(Guid customerId, long points) => ofCustomers[customerId] = ofCustomers.GetValueOrDefault(customerId) + points;
}
