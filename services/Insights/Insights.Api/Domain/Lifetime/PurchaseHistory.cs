namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>
/// What the purchase models need of a customer, in whole days since the first purchase: how many later days had a
/// purchase, when the last of them was, and how long the customer has been watched.
/// </summary>
internal readonly record struct PurchaseHistory(int Repeats, int RecencyDays, int AgeDays)
{
    /// <summary>From the days on which something was bought (any order, repeats on one day count once) to <paramref name="asOf"/>.</summary>
    public static PurchaseHistory? FromDates(IEnumerable<DateOnly> purchases, DateOnly asOf)
    {
        var days = purchases.Where(d => d <= asOf).Select(d => d.DayNumber).Distinct().Order().ToArray();
        return days.Length == 0 ? null : new PurchaseHistory(days.Length - 1, days[^1] - days[0], asOf.DayNumber - days[0]);
    }

    public void Require()
    {
        if (Repeats < 0 || RecencyDays < 0 || AgeDays < RecencyDays || (Repeats == 0 && RecencyDays != 0))
        {
            throw InsightRefusedException.CannotFit(
                "history.impossible",
                $"A history of {Repeats} repeat purchases, the last on day {RecencyDays} of {AgeDays}, cannot be: " +
                "0 ≤ recency ≤ age is needed, and recency 0 where nothing was bought again.");
        }
    }
}
