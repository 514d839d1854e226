using CrmPlatform.Insights.Domain.Numerics;
using MathNet.Numerics;

namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>
/// The BG/NBD model of repeat purchases (Fader, Hardie and Lee 2005, "Counting Your Customers the Easy Way",
/// Marketing Science 24): while alive a customer buys at a rate that is gamma(r, α) over customers, and drops out
/// after a purchase with a probability that is beta(a, b) over customers.
/// </summary>
internal sealed record BgNbd<TUnit>(double R, double Alpha, double A, double B)
    where TUnit : ITimeUnit
{
    /// <summary>Above this many groups the starting points are compared on a thinned table.</summary>
    private const int ScreenGroups = 4096;

    private static readonly double[][] Starts = [[0.5, 5, 0.8, 2.5], [1, 20, 1, 1], [0.1, 1, 0.2, 5]];

    /// <summary>Maximum likelihood from several starting points; refuses data that do not determine the model.</summary>
    public static Fitted<BgNbd<TUnit>> Fit(HistoryTable<TUnit> table, BgNbd<TUnit>? near = null)
    {
        table.RequireFittable();
        var all = new BgNbdLikelihood<TUnit>(table);
        // Time has a unit: a start that is sensible for weeks is so for days when its rate is scaled by the mean age.
        var scale = table.MeanAge / 33;
        IReadOnlyList<double[]> starts = near is null
            ? [.. Starts.Select(s => new[] { s[0], s[1] * scale, s[2], s[3] })]
            : [[near.R, near.Alpha, near.A, near.B]];
        var screen = near is null && table.Groups > 2 * ScreenGroups ? new BgNbdLikelihood<TUnit>(table.Thinned(ScreenGroups)) : null;
        var (p, report) = MaximumLikelihood.Fit(all, starts, screen);
        return new(new BgNbd<TUnit>(p[0], p[1], p[2], p[3]), report);
    }

    /// <summary>P(alive | x, tₓ, T) (Fader, Hardie and Lee 2008, "Computing P(alive) Using the BG/NBD Model", eq. 4). 1 for x = 0, by the model's making.</summary>
    public double ProbabilityAlive(int repeats, Time<TUnit> recency, Time<TUnit> age)
    {
        if (repeats == 0)
            return 1;
        var logOdds = Math.Log(A / (B + repeats - 1)) + (R + repeats) * Math.Log((Alpha + age.Value) / (Alpha + recency.Value));
        return logOdds > 0 ? Math.Exp(-logOdds) / (1 + Math.Exp(-logOdds)) : 1 / (1 + Math.Exp(logOdds));
    }

    /// <summary>E[X(t)] of a customer not yet known (2005, eq. 9).</summary>
    public double ExpectedPurchases(Time<TUnit> horizon) => ExpectedIfAlive(0, new Time<TUnit>(0), horizon);

    /// <summary>E[Y(t) | x, tₓ, T]: repeat purchases expected in the time to come (2005, eq. 10).</summary>
    public double ExpectedPurchases(int repeats, Time<TUnit> recency, Time<TUnit> age, Time<TUnit> horizon) =>
        ExpectedIfAlive(repeats, age, horizon) * ProbabilityAlive(repeats, recency, age);

    /// <summary>
    /// The numerator of eq. 10, which is what a customer who is alive will buy. By Euler's transformation
    /// (Abramowitz and Stegun 15.3.3) it is (a+b+x−1)/(a−1) · [1 − ((α+T)/(α+T+t))^(a−1) ₂F₁(a+b−1−r, a−1; a+b+x−1; t/(α+T+t))],
    /// in which no power of x is left to overflow.
    /// </summary>
    public double ExpectedIfAlive(int repeats, Time<TUnit> age, Time<TUnit> horizon)
    {
        // The poles at a = 1 and a + b + x = 1 are removable: the mean of both sides is right to the square of the step.
        const double near = 1e-4;
        const double step = 1e-3;
        if (Math.Abs(A - 1) < near)
            return ((this with { A = 1 - step }).ExpectedIfAlive(repeats, age, horizon) + (this with { A = 1 + step }).ExpectedIfAlive(repeats, age, horizon)) / 2;
        if (Math.Abs(A + B + repeats - 1) < near)
            return ((this with { B = B - step }).ExpectedIfAlive(repeats, age, horizon) + (this with { B = B + step }).ExpectedIfAlive(repeats, age, horizon)) / 2;
        var c = A + B + repeats - 1;
        var all = Alpha + age.Value + horizon.Value;
        var power = Math.Pow((Alpha + age.Value) / all, A - 1);
        return c / (A - 1) * (1 - power * Hypergeometric.F(A + B - 1 - R, A - 1, c, horizon.Value / all));
    }

    /// <summary>P(X(t) = n) of a customer not yet known (2005, eq. 8).</summary>
    public double Probability(int purchases, Time<TUnit> horizon) => ProbabilityMass(purchases + 1, horizon)[purchases];

    /// <summary>P(X(t) = n) for n from 0, <paramref name="count"/> of them.</summary>
    public double[] ProbabilityMass(int count, Time<TUnit> horizon)
    {
        var logAlive = Math.Log(Alpha / (Alpha + horizon.Value));
        var logBought = Math.Log(horizon.Value / (Alpha + horizon.Value));
        var start = SpecialFunctions.BetaLn(A, B);
        var mass = new double[count];
        var fewer = 0.0;
        for (var n = 0; n < count; n++)
        {
            // The NBD term: as many purchases if nobody dropped out.
            var logNbd = SpecialFunctions.GammaLn(R + n) - SpecialFunctions.GammaLn(R) - SpecialFunctions.FactorialLn(n)
                + R * logAlive + (n == 0 ? 0 : n * logBought);
            var droppedOut = n == 0 ? 0 : Math.Exp(SpecialFunctions.BetaLn(A + 1, B + n - 1) - start) * Math.Max(0, 1 - fewer);
            mass[n] = Math.Exp(SpecialFunctions.BetaLn(A, B + n) - start + logNbd) + droppedOut;
            fewer += Math.Exp(logNbd);
        }
        return mass;
    }
}
