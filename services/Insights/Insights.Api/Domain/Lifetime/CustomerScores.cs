using System.Collections.Concurrent;

namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>The figures kept per customer after a rescoring: P(alive) by Pareto/NBD for warnings, the value by BG/NBD × Gamma-Gamma.</summary>
internal readonly record struct CustomerScore(double ProbabilityAlive, LifetimeValue Value);

/// <summary>
/// Scores many customers. What depends on (repeats, day) alone, the hypergeometric terms and the purchases if alive
/// over the horizon, is computed once per pair and kept in rows by day.
/// </summary>
internal sealed class CustomerScores<TUnit>(ParetoNbd<TUnit> warning, LifetimeValueModel<TUnit> value)
    where TUnit : ITimeUnit
{
    private const int RowsKept = 4096;

    private readonly Row?[] rows = new Row?[RowsKept];

    public void Score(ReadOnlyMemory<PurchaseHistory> histories, ReadOnlyMemory<double> meanSpend, Memory<CustomerScore> scores)
    {
        if (meanSpend.Length != histories.Length || scores.Length != histories.Length)
            throw new ArgumentException("Histories, spend and scores are of different lengths.");
        var maxDay = 0;
        foreach (var h in histories.Span)
        {
            h.Require();
            maxDay = Math.Max(maxDay, h.AgeDays);
        }
        Parallel.ForEach(Partitioner.Create(0, Math.Max(1, histories.Length), 16384), range =>
        {
            var from = histories.Span;
            var spend = meanSpend.Span;
            var to = scores.Span;
            for (var i = range.Item1; i < Math.Min(range.Item2, from.Length); i++)
                to[i] = Score(from[i], spend[i], maxDay);
        });
    }

    private CustomerScore Score(PurchaseHistory h, double meanSpend, int maxDay)
    {
        var age = Time<TUnit>.FromDays(h.AgeDays);
        var recency = Time<TUnit>.FromDays(h.RecencyDays);
        if (h.Repeats >= RowsKept)
            return new(warning.ProbabilityAlive(h.Repeats, recency, age), value.Value(h.Repeats, recency, age, meanSpend));

        var row = RowOf(h.Repeats, maxDay);
        var alive = warning.ProbabilityAlive(h.Repeats, age.Value, Tail(row, h.Repeats, h.RecencyDays), Tail(row, h.Repeats, h.AgeDays));
        if (double.IsNaN(row.Discounted[h.AgeDays]))
        {
            // Two threads may both compute it: they write the same bits, the guard last.
            (var expected, var discounted) = value.IfAlive(h.Repeats, age);
            row.Expected[h.AgeDays] = expected;
            Volatile.Write(ref row.Discounted[h.AgeDays], discounted);
        }
        var discountedIfAlive = Volatile.Read(ref row.Discounted[h.AgeDays]);
        return new(alive, value.Value(h.Repeats, recency, age, meanSpend, row.Expected[h.AgeDays], discountedIfAlive));
    }

    private double Tail(Row row, int repeats, int day)
    {
        var tail = row.Tail[day];
        if (double.IsNaN(tail))
            row.Tail[day] = tail = warning.LogTail(repeats, Time<TUnit>.FromDays(day).Value);
        return tail;
    }

    private Row RowOf(int repeats, int maxDay)
    {
        var row = Volatile.Read(ref rows[repeats]);
        if (row is null || row.Tail.Length <= maxDay)
            Volatile.Write(ref rows[repeats], row = new Row(maxDay + 1));
        return row;
    }

    private sealed class Row
    {
        public Row(int days)
        {
            Tail = new double[days];
            Expected = new double[days];
            Discounted = new double[days];
            Array.Fill(Tail, double.NaN);
            Array.Fill(Discounted, double.NaN);
        }

        public double[] Tail { get; }

        public double[] Expected { get; }

        public double[] Discounted { get; }
    }
}
