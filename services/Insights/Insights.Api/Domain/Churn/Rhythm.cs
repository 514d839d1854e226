namespace CrmPlatform.Insights.Domain.Churn;

/// <summary>
/// A customer's own rhythm: the mean gap between the days on which something happened. It takes three days to have
/// two gaps, and two gaps to call it a rhythm.
/// </summary>
internal sealed record Rhythm(int Gaps, double MeanGapDays, DateOnly Last)
{
    private const int GapsNeeded = 2;

    public static Rhythm? Of(IEnumerable<DateOnly> days, DateOnly asOf)
    {
        var distinct = days.Where(d => d <= asOf).Distinct().Order().ToArray();
        return distinct.Length <= GapsNeeded
            ? null
            : new Rhythm(distinct.Length - 1, (double)(distinct[^1].DayNumber - distinct[0].DayNumber) / (distinct.Length - 1), distinct[^1]);
    }

    public int SilentDays(DateOnly asOf) => asOf.DayNumber - Last.DayNumber;

    // I5: silent is longer than three times the customer's own mean gap, not a fixed number of days.
    public bool IsSilent(DateOnly asOf, double times) => SilentDays(asOf) > times * MeanGapDays;

    /// <summary>
    /// How likely a customer who is still there would be to stay silent so long: with exponential gaps of an unknown
    /// rate, (1 + s/(n·mean))^−n, the predictive tail after n gaps (Lomax).
    /// </summary>
    public double ChanceOfSilence(DateOnly asOf) => Math.Pow(1 + SilentDays(asOf) / (Gaps * MeanGapDays), -Gaps);
}
