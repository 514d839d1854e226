using System.Numerics;

namespace CrmPlatform.Insights.Domain.Association;

/// <summary>
/// Frequent sets of products by Eclat (Zaki 2000, IEEE TKDE 12): depth first, a set's baskets as bits, a longer set's by
/// AND. Under each first product the baskets are renumbered to those that hold it, so that a row of bits is as long as
/// that product is frequent and not as long as the ledger; products are taken from the rarest to the most frequent.
/// </summary>
internal sealed class Eclat
{
    /// <summary>Beyond this memory runs out before anybody could read the rules.</summary>
    public const int MostSets = 3_000_000;

    private readonly int minimum;
    private readonly int maxLength;
    private readonly int[] productOf;
    private readonly int[][] ranked;
    private readonly int[][] holders;
    private int found;

    private Eclat(Baskets baskets, int minimum, int maxLength)
    {
        (this.minimum, this.maxLength) = (minimum, maxLength);
        var counts = new int[baskets.Products];
        for (var b = 0; b < baskets.Count; b++)
        {
            foreach (var product in baskets[b])
                counts[product]++;
        }
        productOf = [.. Enumerable.Range(0, counts.Length).Where(p => counts[p] >= minimum).OrderBy(p => counts[p]).ThenBy(p => p)];
        var rankOf = new int[counts.Length];
        Array.Fill(rankOf, -1);
        for (var rank = 0; rank < productOf.Length; rank++)
            rankOf[productOf[rank]] = rank;

        ranked = new int[baskets.Count][];
        holders = [.. productOf.Select(p => new int[counts[p]])];
        var filled = new int[productOf.Length];
        var buffer = new int[baskets.Products];
        for (var b = 0; b < baskets.Count; b++)
        {
            var kept = 0;
            foreach (var product in baskets[b])
            {
                if (rankOf[product] >= 0)
                    buffer[kept++] = rankOf[product];
            }
            Array.Sort(buffer, 0, kept);
            ranked[b] = buffer[..kept];
            for (var i = 0; i < kept; i++)
                holders[buffer[i]][filled[buffer[i]]++] = b;
        }
    }

    /// <summary>All sets in at least <paramref name="minimum"/> baskets, of at most <paramref name="maxLength"/> products, in a fixed order.</summary>
    public static List<FrequentSet> Mine(Baskets baskets, int minimum, int maxLength)
    {
        var eclat = new Eclat(baskets, Math.Max(1, minimum), maxLength);
        var parts = new List<FrequentSet>[eclat.productOf.Length];
        // Each first product is a search of its own; the parts are put together in the order of products.
        Parallel.For(0, parts.Length, rank => parts[rank] = eclat.Under(rank));
        if (eclat.found > MostSets)
            throw InsightRefusedException.CannotFit("rules.too-many", $"More than {MostSets:N0} sets of products are as frequent as that: ask for a higher support or shorter rules.");
        var all = new List<FrequentSet>(parts.Sum(p => p.Count));
        foreach (var part in parts)
            all.AddRange(part);
        return all;
    }

    private List<FrequentSet> Under(int first)
    {
        var found = new List<FrequentSet> { new([productOf[first]], holders[first].Length) };
        if (maxLength < 2)
            return found;

        var later = productOf.Length - first - 1;
        var counts = new int[later];
        foreach (var basket in holders[first])
        {
            foreach (var rank in After(ranked[basket], first))
                counts[rank - first - 1]++;
        }
        var words = (holders[first].Length + 63) / 64;
        var rows = new ulong[]?[later];
        var items = new List<(int Rank, ulong[] Bits, int Count)>();
        for (var i = 0; i < later; i++)
        {
            if (counts[i] >= minimum)
                items.Add((first + 1 + i, rows[i] = new ulong[words], counts[i]));
        }
        for (var local = 0; local < holders[first].Length; local++)
        {
            foreach (var rank in After(ranked[holders[first][local]], first))
            {
                if (rows[rank - first - 1] is { } row)
                    row[local >> 6] |= 1UL << (local & 63);
            }
        }
        Extend(found, [first], items, words);
        return found;
    }

    private void Extend(List<FrequentSet> found, int[] prefix, List<(int Rank, ulong[] Bits, int Count)> items, int words)
    {
        var scratch = new ulong[words];
        for (var i = 0; i < items.Count; i++)
        {
            int[] set = [.. prefix, items[i].Rank];
            var products = Array.ConvertAll(set, r => productOf[r]);
            Array.Sort(products);
            if (Interlocked.Increment(ref this.found) > MostSets)
                return;
            found.Add(new FrequentSet(products, items[i].Count));
            if (set.Length >= maxLength)
                continue;
            var deeper = new List<(int, ulong[], int)>();
            for (var j = i + 1; j < items.Count; j++)
            {
                var count = And(items[i].Bits, items[j].Bits, scratch);
                if (count >= minimum)
                {
                    deeper.Add((items[j].Rank, scratch, count));
                    scratch = new ulong[words];
                }
            }
            if (deeper.Count > 0)
                Extend(found, set, deeper, words);
        }
    }

    private static int And(ulong[] left, ulong[] right, ulong[] result)
    {
        var count = 0;
        for (var w = 0; w < result.Length; w++)
        {
            var both = left[w] & right[w];
            result[w] = both;
            count += BitOperations.PopCount(both);
        }
        return count;
    }

    private static ReadOnlySpan<int> After(int[] basket, int rank)
    {
        var at = Array.BinarySearch(basket, rank);
        return basket.AsSpan(at + 1);
    }
}
