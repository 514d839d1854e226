using CrmPlatform.Insights.Domain.Numerics;

namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>
/// The Pareto/NBD log-likelihood (Schmittlein, Morrison and Colombo 1987; Fader and Hardie 2005, "A Note on Deriving
/// the Pareto/NBD Model", eq. 18–20), parameters r, α, s, β. The hypergeometric function depends on (x, time) alone,
/// and of those there are few where time is in days: each is computed once.
/// </summary>
internal sealed class ParetoNbdLikelihood<TUnit> : DifferencedLogLikelihood
    where TUnit : ITimeUnit
{
    private const int Chunk = 4096;

    private readonly HistoryTable<TUnit> table;
    private readonly (int Segment, double Time)[] points;
    private readonly int[] recencyPoint;
    private readonly int[] agePoint;

    public ParetoNbdLikelihood(HistoryTable<TUnit> table)
    {
        this.table = table;
        recencyPoint = new int[table.Groups];
        agePoint = new int[table.Groups];
        var list = new List<(int, double)>();
        for (var s = 0; s < table.Repeats.Length; s++)
        {
            var known = new Dictionary<double, int>();
            int Point(double time)
            {
                if (!known.TryGetValue(time, out var at))
                {
                    known[time] = at = list.Count;
                    list.Add((s, time));
                }
                return at;
            }
            for (var g = table.Starts[s]; g < table.Starts[s + 1]; g++)
                (recencyPoint[g], agePoint[g]) = (Point(table.Recency[g]), Point(table.Age[g]));
        }
        points = [.. list];
    }

    public override IReadOnlyList<string> Names => ["r", "α", "s", "β"];

    public override IReadOnlyList<double> Scales => [1, table.MeanAge, 1, table.MeanAge];

    public override double Observations => table.Customers;

    public override double Value(double[] theta)
    {
        var (r, alpha, s, beta) = (Math.Exp(theta[0]), Math.Exp(theta[1]), Math.Exp(theta[2]), Math.Exp(theta[3]));
        var model = new ParetoNbd<TUnit>(r, alpha, s, beta);
        var tails = new double[points.Length];
        var alive = new double[points.Length];
        InChunks(points.Length, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                var x = table.Repeats[points[i].Segment];
                tails[i] = model.LogTail(x, points[i].Time);
                alive[i] = model.LogAlive(x, points[i].Time);
            }
            return 0;
        });

        var total = InChunks(table.Groups, (from, to) =>
        {
            var sum = 0.0;
            var segment = Array.BinarySearch(table.Starts, from);
            segment = segment >= 0 ? segment : ~segment - 1;
            for (var g = from; g < to; g++)
            {
                while (g >= table.Starts[segment + 1])
                    segment++;
                sum += table.Weight[g] * model.LogBracket(table.Repeats[segment], alive[agePoint[g]], tails[recencyPoint[g]], tails[agePoint[g]]);
            }
            return sum;
        });

        var rising = new RisingFactorial(r);
        var constant = r * Math.Log(alpha) + s * Math.Log(beta);
        for (var i = 0; i < table.Repeats.Length; i++)
        {
            rising.RiseTo(table.Repeats[i]);
            var weight = 0.0;
            for (var g = table.Starts[i]; g < table.Starts[i + 1]; g++)
                weight += table.Weight[g];
            total += weight * (rising.Log + constant);
        }
        return total / table.Customers;
    }

    /// <summary>Adds up the parts in the order of the data, whoever computed them.</summary>
    private static double InChunks(int count, Func<int, int, double> part)
    {
        if (count <= 2 * Chunk)
            return part(0, count);
        var parts = new double[(count + Chunk - 1) / Chunk];
        Parallel.For(0, parts.Length, i => parts[i] = part(i * Chunk, Math.Min(count, (i + 1) * Chunk)));
        var sum = 0.0;
        foreach (var p in parts)
            sum += p;
        return sum;
    }
}
