using CrmPlatform.Insights.Domain.Numerics;
using MathNet.Numerics;
using MathNet.Numerics.Integration;

namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>
/// The Pareto/NBD model (Schmittlein, Morrison and Colombo 1987, Management Science 33): purchases at a rate that is
/// gamma(r, α), lifetimes exponential with a rate that is gamma(s, β). Unlike BG/NBD it lets a customer die who never
/// bought again, so early warning is built on it.
/// </summary>
internal sealed record ParetoNbd<TUnit>(double R, double Alpha, double S, double Beta)
    where TUnit : ITimeUnit
{
    private static readonly double[][] Starts = [[0.5, 10, 0.6, 12], [1, 5, 1, 5], [0.3, 20, 0.3, 30]];

    public static Fitted<ParetoNbd<TUnit>> Fit(HistoryTable<TUnit> table, ParetoNbd<TUnit>? near = null)
    {
        const int screenGroups = 768;
        table.RequireFittable();
        var scale = table.MeanAge / 33;
        IReadOnlyList<double[]> starts = near is null
            ? [.. Starts.Select(s => new[] { s[0], s[1] * scale, s[2], s[3] * scale })]
            : [[near.R, near.Alpha, near.S, near.Beta]];
        var screen = near is null && table.Groups > 2 * screenGroups ? new ParetoNbdLikelihood<TUnit>(table.Thinned(screenGroups)) : null;
        var (p, report) = MaximumLikelihood.Fit(new ParetoNbdLikelihood<TUnit>(table), starts, screen);
        return new(new ParetoNbd<TUnit>(p[0], p[1], p[2], p[3]), report);
    }

    /// <summary>P(alive | x, tₓ, T) (Fader and Hardie 2005, eq. 11).</summary>
    public double ProbabilityAlive(int repeats, Time<TUnit> recency, Time<TUnit> age) =>
        ProbabilityAlive(repeats, age.Value, LogTail(repeats, recency.Value), LogTail(repeats, age.Value));

    /// <summary>As above, with <see cref="LogTail"/> at recency and age already known: both depend on few values and are kept in tables.</summary>
    internal double ProbabilityAlive(int repeats, double age, double logTailAtRecency, double logTailAtAge)
    {
        if (!(logTailAtAge < logTailAtRecency))
            return 1;
        var logDead = Math.Log(S / (R + S + repeats)) + (R + repeats) * Math.Log(Alpha + age) + S * Math.Log(Beta + age)
            + logTailAtRecency + LogOneMinusExp(logTailAtAge - logTailAtRecency);
        return logDead > 0 ? Math.Exp(-logDead) / (1 + Math.Exp(-logDead)) : 1 / (1 + Math.Exp(logDead));
    }

    /// <summary>E[X(t)] of a customer not yet known (2005, eq. 27).</summary>
    public double ExpectedPurchases(Time<TUnit> horizon) => ExpectedIfAlive(0, new Time<TUnit>(0), horizon);

    /// <summary>E[Y(t) | x, tₓ, T] (2005, eq. 41).</summary>
    public double ExpectedPurchases(int repeats, Time<TUnit> recency, Time<TUnit> age, Time<TUnit> horizon) =>
        ExpectedIfAlive(repeats, age, horizon) * ProbabilityAlive(repeats, recency, age);

    public double ExpectedIfAlive(int repeats, Time<TUnit> age, Time<TUnit> horizon)
    {
        var (alpha, beta, t) = (Alpha + age.Value, Beta + age.Value, horizon.Value);
        // (1 − (β/(β+t))^(s−1)) / (s−1), which tends to ln((β+t)/β) as s tends to 1.
        var log = Math.Log(beta / (beta + t));
        var lived = Math.Abs(S - 1) < 1e-9 ? -log : -((S - 1) * log).ExpM1() / (S - 1);
        return (R + repeats) * beta / alpha * lived;
    }

    /// <summary>P(at least one purchase in the time to come | x, tₓ, T): given alive, rates are gamma(r+x, α+T) and gamma(s, β+T).</summary>
    public double ProbabilityOfPurchase(int repeats, Time<TUnit> recency, Time<TUnit> age, Time<TUnit> horizon)
    {
        var alive = new ParetoNbd<TUnit>(R + repeats, Alpha + age.Value, S, Beta + age.Value);
        return ProbabilityAlive(repeats, recency, age) * (1 - alive.ProbabilityOfNone(horizon));
    }

    /// <summary>P(X(t) = n) of a customer not yet known, by integrating over the time of death (Fader and Hardie 2006, note 12).</summary>
    public double Probability(int purchases, Time<TUnit> horizon)
    {
        var t = horizon.Value;
        double Nbd(double time) => time <= 0
            ? (purchases == 0 ? 1 : 0)
            : Math.Exp(
                SpecialFunctions.GammaLn(R + purchases) - SpecialFunctions.GammaLn(R) - SpecialFunctions.FactorialLn(purchases)
                + R * Math.Log(Alpha / (Alpha + time)) + (purchases == 0 ? 0 : purchases * Math.Log(time / (Alpha + time))));
        var lives = Nbd(t) * Math.Pow(Beta / (Beta + t), S);
        var dies = GaussLegendreRule.Integrate(
            time => Nbd(time) * S / Beta * Math.Pow(Beta / (Beta + time), S + 1), 0, t, 128);
        return lives + dies;
    }

    private double ProbabilityOfNone(Time<TUnit> horizon)
    {
        var (t, start, end) = (horizon.Value, LogTail(0, 0), LogTail(0, horizon.Value));
        var lives = Math.Exp(R * Math.Log(Alpha / (Alpha + t)) + S * Math.Log(Beta / (Beta + t)));
        if (!(end < start))
            return lives;
        var dies = Math.Exp(Math.Log(S / (R + S)) + R * Math.Log(Alpha) + S * Math.Log(Beta) + start + LogOneMinusExp(end - start));
        return Math.Min(1, lives + dies);
    }

    /// <summary>ln of 1/((α+T)^(r+x) (β+T)^s) + s/(r+s+x) · A₀, by log-sum-exp, from its parts.</summary>
    internal double LogBracket(int repeats, double alive, double tailAtRecency, double tailAtAge)
    {
        if (!(tailAtAge < tailAtRecency))
            return alive;
        var dead = Math.Log(S / (R + S + repeats)) + tailAtRecency + LogOneMinusExp(tailAtAge - tailAtRecency);
        var (high, low) = alive > dead ? (alive, dead) : (dead, alive);
        return high + Math.Log(1 + Math.Exp(low - high));
    }

    /// <summary>ln of (α+T)^−(r+x) (β+T)^−s.</summary>
    internal double LogAlive(int repeats, double age) => -(R + repeats) * Math.Log(Alpha + age) - S * Math.Log(Beta + age);

    /// <summary>
    /// ln of (r+s+x) ∫ₜ^∞ (α+y)^−(r+x) (β+y)^−(s+1) dy, of which A₀ is the difference at tₓ and T. As ₂F₁ with Euler's
    /// transformation all terms are positive: for α ≥ β it is (α+t)^−(r+x) (β+t)^−s · ₂F₁(1, r+x; r+s+x+1; (α−β)/(α+t)).
    /// </summary>
    internal double LogTail(int repeats, double time)
    {
        var rx = R + repeats;
        var (alpha, beta) = (Alpha + time, Beta + time);
        var f = Alpha >= Beta
            ? Hypergeometric.F1(rx, rx + S + 1, (Alpha - Beta) / alpha)
            : alpha / beta * Hypergeometric.F1(S + 1, rx + S + 1, (Beta - Alpha) / beta);
        return -rx * Math.Log(alpha) - S * Math.Log(beta) + Math.Log(f);
    }

    private static double LogOneMinusExp(double negative) =>
        negative > -0.6931471805599453 ? Math.Log(-negative.ExpM1()) : Math.Log(1 - Math.Exp(negative));
}
