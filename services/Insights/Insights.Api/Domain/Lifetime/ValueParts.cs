namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>The four parts of a customer's value (I4: 交易/推荐/成长/知识) in minor units of the base currency; the total is only ever their sum.</summary>
internal readonly record struct ValueParts(long Transaction, long Referral, long Growth, long Knowledge)
{
    public long Total => checked(Transaction + Referral + Growth + Knowledge);
}

/// <summary>What a customer gave besides money: answers to surveys, co-development, references to others.</summary>
internal readonly record struct KnowledgeGiven(int Feedbacks, int CoDevelopments, int References);

/// <summary>How the parts that are not transactions are weighed; every figure is a setting.</summary>
internal sealed record ValuePartSettings
{
    /// <summary>The share of a brought customer's value that is credited to who brought it.</summary>
    public double ReferralShare { get; init; } = 0.2;

    /// <summary>A yearly trend of spend within a class counts at most so much, up or down.</summary>
    public double MaxYearlyTrend { get; init; } = 0.5;

    /// <summary>What a full knowledge score is worth, as a share of the transaction part.</summary>
    public double KnowledgeShare { get; init; } = 0.1;

    /// <summary>Feedbacks, co-developments and references that make a full score, and how much each counts.</summary>
    public (int Full, double Weight) Feedback { get; init; } = (5, 0.3);

    public (int Full, double Weight) CoDevelopment { get; init; } = (2, 0.4);

    public (int Full, double Weight) Reference { get; init; } = (3, 0.3);
}

internal static class ValuePartsOf
{
    /// <summary>
    /// The parts of one customer: <paramref name="discountedByPeriod"/> purchases at <paramref name="spend"/> and margin;
    /// the transaction values of customers brought (referral source of C7); the yearly trend of spend in its class.
    /// </summary>
    public static ValueParts Customer<TUnit>(
        ReadOnlySpan<double> discountedByPeriod,
        ValueHorizon<TUnit> horizon,
        double spend,
        double margin,
        IEnumerable<long> broughtTransactions,
        double yearlyTrend,
        KnowledgeGiven knowledge,
        ValuePartSettings settings)
        where TUnit : ITimeUnit
    {
        var trend = Math.Clamp(yearlyTrend, -settings.MaxYearlyTrend, settings.MaxYearlyTrend);
        var (transaction, growth) = (0.0, 0.0);
        for (var t = 1; t <= discountedByPeriod.Length; t++)
        {
            var value = discountedByPeriod[t - 1] * spend * margin;
            transaction += value;
            growth += value * (Math.Pow(1 + trend, horizon.EndOf(t).InDays / 365.2425) - 1);
        }
        var referral = broughtTransactions.Sum() * settings.ReferralShare;
        return new ValueParts(
            Minor(transaction), Minor(referral), Minor(growth), Minor(transaction * settings.KnowledgeShare * KnowledgeScore(knowledge, settings)));
    }

    /// <summary>
    /// 0 to 1: each kind counts in proportion up to its full number, then by its weight. Five answered surveys, two
    /// co-developments and three references make 1 by default.
    /// </summary>
    public static double KnowledgeScore(KnowledgeGiven given, ValuePartSettings settings)
    {
        static double Part(int count, (int Full, double Weight) of) => of.Weight * Math.Min(1, (double)Math.Max(0, count) / of.Full);
        return Part(given.Feedbacks, settings.Feedback) + Part(given.CoDevelopments, settings.CoDevelopment) + Part(given.References, settings.Reference);
    }

    /// <summary>
    /// The yearly trend of mean spend in a class: the slope of its logarithm over years by least squares, as a rate.
    /// 0 where there are fewer than three years of positive spend.
    /// </summary>
    public static double YearlyTrend(IReadOnlyList<(int Year, long Spend)> years)
    {
        var seen = years.Where(y => y.Spend > 0).ToArray();
        if (seen.Length < 3)
            return 0;
        var (meanYear, meanLog) = (seen.Average(y => (double)y.Year), seen.Average(y => Math.Log(y.Spend)));
        var slope = seen.Sum(y => (y.Year - meanYear) * (Math.Log(y.Spend) - meanLog)) / seen.Sum(y => (y.Year - meanYear) * (y.Year - meanYear));
        return Math.Exp(slope) - 1;
    }

    private static long Minor(double amount) => checked((long)Math.Round(amount, MidpointRounding.AwayFromZero));
}
