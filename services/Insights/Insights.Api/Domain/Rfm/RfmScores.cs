namespace CrmPlatform.Insights.Domain.Rfm;

/// <summary>What RFM looks at: days since the last purchase, number of purchases, and their sum in minor units.</summary>
internal readonly record struct RfmInput(int RecencyDays, int Frequency, long Monetary);

/// <summary>Scores from 1 (worst) to the number of bins (best) on each axis.</summary>
internal readonly record struct RfmScore(byte Recency, byte Frequency, byte Monetary)
{
    public int Code => Recency * 100 + Frequency * 10 + Monetary;

    public int Sum => Recency + Frequency + Monetary;
}

/// <summary>
/// I1: RFM scores by quintiles. A value's score is 1 + ⌊5 · (share of customers with a smaller value)⌋, so that equal
/// values get equal scores whatever the order of the customers.
/// </summary>
internal static class RfmScores
{
    public const int DefaultBins = 5;

    private const int CountingLimit = 1 << 16;

    public static RfmScore[] Quintiles(ReadOnlyMemory<RfmInput> customers, int bins = DefaultBins)
    {
        if (bins is < 2 or > 9)
            throw InsightRefusedException.OutOfRange(nameof(bins), bins, "2 to 9");
        var n = customers.Length;
        var (recency, frequency, monetary) = (new byte[n], new byte[n], new byte[n]);
        Parallel.Invoke(
            // The fewer days the better: recency is scored on its negative.
            () => Score(customers, static c => -(long)c.RecencyDays, bins, recency),
            () => Score(customers, static c => c.Frequency, bins, frequency),
            () => Score(customers, static c => c.Monetary, bins, monetary));
        var scores = new RfmScore[n];
        for (var i = 0; i < n; i++)
            scores[i] = new RfmScore(recency[i], frequency[i], monetary[i]);
        return scores;
    }

    private static void Score(ReadOnlyMemory<RfmInput> customers, Func<RfmInput, long> axis, int bins, byte[] scores)
    {
        var span = customers.Span;
        var (n, min, max) = (span.Length, long.MaxValue, long.MinValue);
        var values = new long[n];
        for (var i = 0; i < n; i++)
        {
            var value = axis(span[i]);
            values[i] = value;
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }
        if (n == 0)
            return;
        if ((ulong)max - (ulong)min < CountingLimit)
            ByCounting(values, min, (int)(max - min) + 1, bins, scores);
        else
            BySorting(values, bins, scores);
    }

    /// <summary>Days and counts have few values: one pass counts them, one gives out the scores.</summary>
    private static void ByCounting(long[] values, long min, int width, int bins, byte[] scores)
    {
        var counts = new int[width];
        foreach (var value in values)
            counts[value - min]++;
        var (below, byValue) = (0L, new byte[width]);
        for (var v = 0; v < width; v++)
        {
            byValue[v] = Bin(below, values.Length, bins);
            below += counts[v];
        }
        for (var i = 0; i < values.Length; i++)
            scores[i] = byValue[values[i] - min];
    }

    /// <summary>A score begins at the value of the first customer in order whose share of smaller values reaches it.</summary>
    private static void BySorting(long[] values, int bins, byte[] scores)
    {
        var sorted = (long[])values.Clone();
        Array.Sort(sorted);
        // firsts[k]: the least value whose score is k + 2 or more.
        var firsts = new long[bins - 1];
        Array.Fill(firsts, long.MaxValue);
        for (var i = 0; i < sorted.Length;)
        {
            var score = Bin(i, sorted.Length, bins);
            for (var k = score - 2; k >= 0 && firsts[k] == long.MaxValue; k--)
                firsts[k] = sorted[i];
            var value = sorted[i];
            while (i < sorted.Length && sorted[i] == value)
                i++;
        }
        for (var i = 0; i < values.Length; i++)
        {
            byte score = 1;
            foreach (var first in firsts)
                score += (byte)(values[i] >= first && first != long.MaxValue ? 1 : 0);
            scores[i] = score;
        }
    }

    private static byte Bin(long below, long all, int bins) => (byte)(1 + below * bins / all);
}
