namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>
/// What a customer's ledger comes to on a day: its history, the mean of its repeat purchases, and RFM's three figures.
/// Sums are integers in minor units of the base currency (I14).
/// </summary>
internal sealed record CustomerLedger(PurchaseHistory History, double MeanRepeatSpend, int Purchases, long Total, DateOnly Last)
{
    /// <summary>
    /// Lines of one day are netted first, refunds being negative (C13): a day that comes to nothing or less is no
    /// purchase, though it counts in the total. Null where no day was a purchase.
    /// </summary>
    public static CustomerLedger? Of(IEnumerable<(DateOnly Day, long Amount)> lines, DateOnly asOf)
    {
        var net = new SortedDictionary<DateOnly, long>();
        foreach (var (day, amount) in lines)
        {
            if (day <= asOf)
                net[day] = checked(net.GetValueOrDefault(day) + amount);
        }
        var bought = net.Where(d => d.Value > 0).ToArray();
        if (PurchaseHistory.FromDates(bought.Select(d => d.Key), asOf) is not { } history)
            return null;
        var repeats = bought.AsSpan(1);
        var sum = 0L;
        foreach (var (_, amount) in repeats)
            sum = checked(sum + amount);
        return new CustomerLedger(history, repeats.Length == 0 ? 0 : (double)sum / repeats.Length, bought.Length, net.Values.Sum(), bought[^1].Key);
    }
}
