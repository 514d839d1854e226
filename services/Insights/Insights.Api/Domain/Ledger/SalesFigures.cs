namespace CrmPlatform.Insights.Domain.Ledger;

/// <summary>Which sum: of all time, a month or a day, of whose customers.</summary>
/// <param name="Period">0, year and month as 202611, or the day's number.</param>
/// <param name="Person">Token subject; empty where a team has the customer.</param>
internal readonly record struct SalesKey(Grain Grain, int Period, string Team, string Person);

/// <summary>
/// Sums of ledger lines, in minor units of the base currency. A line with quantity and amount above zero is a sale, one without an
/// amount is neither, every other is a refund; so sales − refunds is the sum of all lines.
/// </summary>
/// <param name="Customers">Customers with any line.</param>
/// <param name="Buyers">Customers with a sale.</param>
/// <param name="Orders">Order numbers with a sale.</param>
/// <param name="Costed">Lines whose cost is known, what came back taken off, and <paramref name="Cost"/> what they cost.</param>
internal readonly record struct SalesFigures(
    long Customers, long Buyers, long Orders, long Lines, long Sales, long Refunds, long Cost, long Costed)
{
    public long Net => Sales - Refunds;

    public static SalesFigures operator +(SalesFigures a, SalesFigures b) => new(
        a.Customers + b.Customers, a.Buyers + b.Buyers, a.Orders + b.Orders, a.Lines + b.Lines,
        checked(a.Sales + b.Sales), checked(a.Refunds + b.Refunds), checked(a.Cost + b.Cost), checked(a.Costed + b.Costed));

    public static SalesFigures operator -(SalesFigures a, SalesFigures b) => new(
        a.Customers - b.Customers, a.Buyers - b.Buyers, a.Orders - b.Orders, a.Lines - b.Lines,
        checked(a.Sales - b.Sales), checked(a.Refunds - b.Refunds), checked(a.Cost - b.Cost), checked(a.Costed - b.Costed));
}
