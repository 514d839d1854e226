using System.Text.Json;

namespace CrmPlatform.Insights.Domain.Rfm;

/// <summary>
/// I1: the least value of each score from 2 on, on each axis, as the quintiles of all customers have it. Recency by the day's number:
/// the order of days is the same from whatever day one looks back, so scores hold until somebody buys.
/// </summary>
internal sealed record RfmThresholds(IReadOnlyList<long> LastDay, IReadOnlyList<long> Orders, IReadOnlyList<long> Net)
{
    private const int Bins = RfmScores.DefaultBins;

    public static RfmThresholds? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<RfmThresholds>(json);

    public string ToJson() => JsonSerializer.Serialize(this);

    public RfmScore Score(int lastDay, long orders, long net) => new(Of(LastDay, lastDay), Of(Orders, orders), Of(Net, net));

    /// <summary>Reads the thresholds off scored customers; a score nobody has begins nowhere.</summary>
    public static RfmThresholds Of(IReadOnlyList<(int LastDay, long Orders, long Net)> customers, IReadOnlyList<RfmScore> scores)
    {
        var (days, orders, net) = (Unreached(), Unreached(), Unreached());
        for (var i = 0; i < customers.Count; i++)
        {
            Lower(days, scores[i].Recency, customers[i].LastDay);
            Lower(orders, scores[i].Frequency, customers[i].Orders);
            Lower(net, scores[i].Monetary, customers[i].Net);
        }
        return new RfmThresholds(days, orders, net);
    }

    private static long[] Unreached()
    {
        var least = new long[Bins - 1];
        Array.Fill(least, long.MaxValue);
        return least;
    }

    // Whoever has a score of s reaches the thresholds of all scores up to s.
    private static void Lower(long[] least, int score, long value)
    {
        for (var s = score; s >= 2; s--) least[s - 2] = Math.Min(least[s - 2], value);
    }

    private static byte Of(IReadOnlyList<long> least, long value)
    {
        byte score = 1;
        foreach (var threshold in least) score += (byte)(threshold != long.MaxValue && value >= threshold ? 1 : 0);
        return score;
    }
}
