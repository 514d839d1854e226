using System.Runtime.InteropServices;

namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>
/// Purchase histories with equal ones put together, ordered by the number of repeat purchases: the likelihood of a
/// group is computed once, and everything that depends on the number alone once for all of its groups.
/// </summary>
internal sealed class HistoryTable<TUnit>
    where TUnit : ITimeUnit
{
    private HistoryTable(int[] repeats, int[] starts, double[] recency, double[] age, double[] weight)
    {
        Repeats = repeats;
        Starts = starts;
        Recency = recency;
        Age = age;
        Weight = weight;
        for (var s = 0; s < repeats.Length; s++)
        {
            for (var i = starts[s]; i < starts[s + 1]; i++)
            {
                Customers += weight[i];
                MeanAge += weight[i] * age[i];
                if (repeats[s] > 0)
                    RepeatCustomers += weight[i];
            }
        }
        MeanAge /= Math.Max(1, Customers);
    }

    /// <summary>The distinct numbers of repeat purchases, rising; <see cref="Starts"/> says where the groups of each begin.</summary>
    public int[] Repeats { get; }

    public int[] Starts { get; }

    public double[] Recency { get; }

    public double[] Age { get; }

    public double[] Weight { get; }

    public double Customers { get; }

    public double RepeatCustomers { get; }

    public double MeanAge { get; }

    public int Groups => Age.Length;

    public static HistoryTable<TUnit> FromDays(ReadOnlySpan<PurchaseHistory> histories)
    {
        var keys = new ulong[histories.Length];
        var packs = true;
        for (var i = 0; i < histories.Length; i++)
        {
            var h = histories[i];
            h.Require();
            packs &= h.Repeats < 1 << 20 && h.AgeDays < 1 << 22;
            keys[i] = ((ulong)(uint)h.Repeats << 44) | ((ulong)(uint)h.RecencyDays << 22) | (uint)h.AgeDays;
        }
        if (!packs)
            throw InsightRefusedException.CannotFit("history.too-long", "A history of over a million purchases or eleven thousand years is refused.");

        Array.Sort(keys);
        var rows = new List<Row>(Math.Min(keys.Length, 1 << 16));
        for (var i = 0; i < keys.Length;)
        {
            var end = i + 1;
            while (end < keys.Length && keys[end] == keys[i])
                end++;
            const ulong days = (1 << 22) - 1;
            rows.Add(new Row((int)(keys[i] >> 44), ((keys[i] >> 22) & days) / TUnit.Days, (keys[i] & days) / TUnit.Days, end - i));
            i = end;
        }
        return FromSorted(CollectionsMarshal.AsSpan(rows));
    }

    /// <summary>From times that are not whole days.</summary>
    public static HistoryTable<TUnit> FromTimes(IEnumerable<(int Repeats, Time<TUnit> Recency, Time<TUnit> Age)> histories)
    {
        var rows = histories.Select(h => new Row(h.Repeats, h.Recency.Value, h.Age.Value, 1)).ToArray();
        foreach (var r in rows)
        {
            if (r.Repeats < 0 || !(r.Recency >= 0) || !(r.Age >= r.Recency) || !double.IsFinite(r.Age) || (r.Repeats == 0 && r.Recency != 0))
                throw InsightRefusedException.CannotFit("history.impossible", $"A history of {r.Repeats} repeats at {r.Recency} of {r.Age} cannot be.");
        }
        Array.Sort(rows, (a, b) => (a.Repeats, a.Recency, a.Age).CompareTo((b.Repeats, b.Recency, b.Age)));
        var distinct = new List<Row>(rows.Length);
        foreach (var r in rows)
        {
            if (distinct.Count > 0 && distinct[^1] with { Count = 1 } == r)
                distinct[^1] = distinct[^1] with { Count = distinct[^1].Count + 1 };
            else
                distinct.Add(r);
        }
        return FromSorted(CollectionsMarshal.AsSpan(distinct));
    }

    /// <summary>Every k-th group, so that about <paramref name="groups"/> remain: enough to tell good starting points from bad.</summary>
    public HistoryTable<TUnit> Thinned(int groups)
    {
        var every = Math.Max(1, Groups / groups);
        var rows = new List<Row>();
        for (var s = 0; s < Repeats.Length; s++)
        {
            for (var i = Starts[s]; i < Starts[s + 1]; i++)
            {
                if (i % every == 0)
                    rows.Add(new Row(Repeats[s], Recency[i], Age[i], Weight[i]));
            }
        }
        return FromSorted(CollectionsMarshal.AsSpan(rows));
    }

    /// <summary>Refuses, in words, what carries too little information for a model of rates that differ between customers.</summary>
    public void RequireFittable()
    {
        const int needed = 50;
        if (RepeatCustomers < needed)
        {
            throw InsightRefusedException.CannotFit(
                "fit.too-few-repeat-customers",
                $"Only {RepeatCustomers:0} customers have bought again; at least {needed} are needed.");
        }
        if (Repeats.Length == 1)
        {
            throw InsightRefusedException.CannotFit(
                "fit.all-the-same",
                $"All {Customers:0} customers have bought again the same number of times ({Repeats[0]}): differences between customers cannot be estimated.");
        }
        if (Age.All(a => a == 0))
            throw InsightRefusedException.CannotFit("fit.no-time", "No customer has been watched for any length of time.");
    }

    private static HistoryTable<TUnit> FromSorted(ReadOnlySpan<Row> rows)
    {
        var repeats = new List<int>();
        var starts = new List<int>();
        var recency = new double[rows.Length];
        var age = new double[rows.Length];
        var weight = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            if (repeats.Count == 0 || repeats[^1] != rows[i].Repeats)
            {
                repeats.Add(rows[i].Repeats);
                starts.Add(i);
            }
            (recency[i], age[i], weight[i]) = (rows[i].Recency, rows[i].Age, rows[i].Count);
        }
        starts.Add(rows.Length);
        return new HistoryTable<TUnit>([.. repeats], [.. starts], recency, age, weight);
    }

    private readonly record struct Row(int Repeats, double Recency, double Age, double Count);
}
