using System.Numerics;
using CrmPlatform.Insights.Domain.Numerics;

namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>
/// The BG/NBD log-likelihood and its gradient (Fader, Hardie and Lee 2005, eq. 6), parameters r, α, a, b.
/// With u = ln((α+T)/(α+tₓ)) and v = ln(a/(b+x−1)) + (r+x)u, the sum in the likelihood is
/// (α+T)^−(r+x) · (1 + eᵛ), so its logarithm is finite however large x and T are.
/// </summary>
internal sealed class BgNbdLikelihood<TUnit> : AnalyticLogLikelihood
    where TUnit : ITimeUnit
{
    private const int ChunkGroups = 8192;

    private readonly HistoryTable<TUnit> table;
    private readonly (int Segment, int From, int To)[] chunks;

    public BgNbdLikelihood(HistoryTable<TUnit> table)
    {
        this.table = table;
        var list = new List<(int, int, int)>();
        for (var s = 0; s < table.Repeats.Length; s++)
        {
            for (var from = table.Starts[s]; from < table.Starts[s + 1]; from += ChunkGroups)
                list.Add((s, from, Math.Min(from + ChunkGroups, table.Starts[s + 1])));
        }
        chunks = [.. list];
    }

    public override IReadOnlyList<string> Names => ["r", "α", "a", "b"];

    public override IReadOnlyList<double> Scales => [1, table.MeanAge, 1, 1];

    public override double Observations => table.Customers;

    protected override double Evaluate(ReadOnlySpan<double> parameters, Span<double> logGradient)
    {
        var p = new Parameters(parameters[0], parameters[1], parameters[2], parameters[3]);
        var constants = Constants(p);
        var sums = new Sums();
        if (table.Groups < 4 * ChunkGroups)
        {
            foreach (var chunk in chunks)
                sums.Add(Chunk(p, constants, chunk));
        }
        else
        {
            // Parts are added in the order of the data, whoever computed them: the same data give the same bits.
            var parts = new Sums[chunks.Length];
            Parallel.For(0, chunks.Length, i => parts[i] = Chunk(p, constants, chunks[i]));
            foreach (var part in parts)
                sums.Add(part);
        }
        var n = table.Customers;
        logGradient[0] = p.R * sums.R / n;
        logGradient[1] = p.Alpha * sums.Alpha / n;
        logGradient[2] = p.A * sums.A / n;
        logGradient[3] = p.B * sums.B / n;
        return sums.Value / n;
    }

    private Sums Chunk(Parameters p, Constant[] constants, (int Segment, int From, int To) chunk)
    {
        var x = table.Repeats[chunk.Segment];
        var age = table.Age.AsSpan(chunk.From, chunk.To - chunk.From);
        var weight = table.Weight.AsSpan(chunk.From, chunk.To - chunk.From);
        if (x == 0)
            return NeverAgain(p, age, weight);

        var recency = table.Recency.AsSpan(chunk.From, chunk.To - chunk.From);
        var rx = p.R + x;
        var logRatio = Math.Log(p.A / (p.B + x - 1));
        var raw = Fold(p.Alpha, rx, logRatio, recency, age, weight);

        var (w, c) = (raw.Weight, constants[chunk.Segment]);
        return new Sums
        {
            Value = w * c.Value + raw.Value,
            R = w * c.R + raw.R,
            Alpha = w * p.R / p.Alpha - rx * raw.Inverse,
            A = w * c.A + raw.Dead / p.A,
            B = w * c.B - raw.Dead / (p.B + x - 1),
        };
    }

    /// <summary>
    /// What depends on x alone: ln[Γ(r+x)/Γ(r)] + r ln α + ln[B(a, b+x)/B(a, b)] and its derivatives, as running sums of
    /// rising factorials, since the numbers of purchases come in order.
    /// </summary>
    private Constant[] Constants(Parameters p)
    {
        var (logAlpha, start) = (Math.Log(p.Alpha), p.R * Math.Log(p.Alpha));
        var (r, b, ab) = (new RisingFactorial(p.R), new RisingFactorial(p.B), new RisingFactorial(p.A + p.B));
        var result = new Constant[table.Repeats.Length];
        for (var s = 0; s < result.Length; s++)
        {
            var x = table.Repeats[s];
            r.RiseTo(x);
            b.RiseTo(x);
            ab.RiseTo(x);
            result[s] = new Constant(r.Log + start + b.Log - ab.Log, r.Derivative + logAlpha, -ab.Derivative, b.Derivative - ab.Derivative);
        }
        return result;
    }

    private static Sums NeverAgain(Parameters p, ReadOnlySpan<double> age, ReadOnlySpan<double> weight)
    {
        var sums = new Sums();
        for (var i = 0; i < age.Length; i++)
        {
            var log = Math.Log(p.Alpha / (p.Alpha + age[i]));
            sums.Value += weight[i] * p.R * log;
            sums.R += weight[i] * log;
            sums.Alpha += weight[i] * p.R * (1 / p.Alpha - 1 / (p.Alpha + age[i]));
        }
        return sums;
    }

    private static Raw Fold(
        double alpha, double rx, double logRatio, ReadOnlySpan<double> recency, ReadOnlySpan<double> age, ReadOnlySpan<double> weight)
    {
        var lanes = Vector<double>.Count;
        var one = Vector<double>.One;
        var (value, r, inverse, dead, total) =
            (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        Span<double> tail = stackalloc double[3 * lanes];
        for (var i = 0; i < age.Length; i += lanes)
        {
            Vector<double> tx, t, w;
            if (i + lanes <= age.Length)
                (tx, t, w) = (new(recency[i..]), new(age[i..]), new(weight[i..]));
            else
            {
                // The last lanes are filled up with groups of weight nought.
                tail.Clear();
                recency[i..].CopyTo(tail);
                age[i..].CopyTo(tail[lanes..]);
                weight[i..].CopyTo(tail[(2 * lanes)..]);
                (tx, t, w) = (new(tail), new(tail[lanes..]), new(tail[(2 * lanes)..]));
            }
            var atAge = t + new Vector<double>(alpha);
            var atLast = tx + new Vector<double>(alpha);
            var logAge = Vector.Log(atAge);
            var u = logAge - Vector.Log(atLast);
            var v = new Vector<double>(logRatio) + rx * u;
            var e = Vector.Exp(-Vector.Abs(v));
            var softPlus = Vector.Max(v, Vector<double>.Zero) + Vector.Log(one + e);
            var share = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(v, Vector<double>.Zero), one, e) / (one + e);
            value += w * (softPlus - rx * logAge);
            r += w * (share * u - logAge);
            inverse += w * ((one - share) / atAge + share / atLast);
            dead += w * share;
            total += w;
        }
        return new Raw(Vector.Sum(value), Vector.Sum(r), Vector.Sum(inverse), Vector.Sum(dead), Vector.Sum(total));
    }

    private readonly record struct Constant(double Value, double R, double A, double B);

    private readonly record struct Parameters(double R, double Alpha, double A, double B);

    private readonly record struct Raw(double Value, double R, double Inverse, double Dead, double Weight);

    private struct Sums
    {
        public double Value;
        public double R;
        public double Alpha;
        public double A;
        public double B;

        public void Add(in Sums other)
        {
            Value += other.Value;
            R += other.R;
            Alpha += other.Alpha;
            A += other.A;
            B += other.B;
        }
    }
}
