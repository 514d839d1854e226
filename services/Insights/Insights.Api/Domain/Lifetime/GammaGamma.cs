using CrmPlatform.Insights.Domain.Numerics;
using MathNet.Numerics;

namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>A customer's repeat purchases and their mean value, in any one unit of money.</summary>
internal readonly record struct SpendHistory(int Repeats, double MeanSpend);

/// <summary>
/// The Gamma-Gamma model of spend per purchase (Fader and Hardie 2013, "The Gamma-Gamma Model of Monetary Value"):
/// purchases of a customer are gamma(p, ν), and ν is gamma(q, v) over customers. It supposes that spend does not depend
/// on how often a customer buys.
/// </summary>
internal sealed record GammaGamma(double P, double Q, double V)
{
    private static readonly double[][] Starts = [[6, 4, 15], [1, 2, 1], [2, 10, 50]];

    /// <summary>Maximum likelihood over customers who bought again; refuses fewer than 50 of them, spend that is nought or negative, and equal spend.</summary>
    public static Fitted<GammaGamma> Fit(ReadOnlySpan<SpendHistory> histories, GammaGamma? near = null)
    {
        const int needed = 50;
        var repeaters = new List<SpendHistory>();
        foreach (var h in histories)
        {
            if (h.Repeats <= 0)
                continue;
            if (!(h.MeanSpend > 0) || !double.IsFinite(h.MeanSpend))
            {
                throw InsightRefusedException.CannotFit(
                    "fit.spend-not-positive", $"A mean spend of {h.MeanSpend} is not positive; returns must be netted before.");
            }
            repeaters.Add(h);
        }
        if (repeaters.Count < needed)
        {
            throw InsightRefusedException.CannotFit(
                "fit.too-few-repeat-customers", $"Only {repeaters.Count} customers have bought again; at least {needed} are needed.");
        }
        if (repeaters.TrueForAll(h => h.MeanSpend == repeaters[0].MeanSpend))
        {
            throw InsightRefusedException.CannotFit(
                "fit.all-the-same", $"All customers spend the same ({repeaters[0].MeanSpend}): differences between them cannot be estimated.");
        }

        var scale = repeaters.Average(h => h.MeanSpend) / 35;
        var starts = near is null ? [.. Starts.Select(s => new[] { s[0], s[1], s[2] * scale })] : new[] { new[] { near.P, near.Q, near.V } };
        var (p, report) = MaximumLikelihood.Fit(new GammaGammaLikelihood(repeaters), starts);
        return new(new GammaGamma(p[0], p[1], p[2]), report);
    }

    /// <summary>Mean spend of a purchase over all customers: pv/(q−1); without a bound where q ≤ 1.</summary>
    public double MeanSpend => Q > 1 ? P * V / (Q - 1) : double.PositiveInfinity;

    /// <summary>E[M | z̄, x]: the customer's own mean drawn towards that of all (2013, eq. 5).</summary>
    public double ExpectedSpend(int repeats, double meanSpend) =>
        repeats == 0 ? MeanSpend : P * (V + repeats * meanSpend) / (P * repeats + Q - 1);
}

/// <summary>The marginal log-likelihood of mean spend z̄ over x purchases (Fader and Hardie 2013, eq. 1a), with its gradient.</summary>
internal sealed class GammaGammaLikelihood : AnalyticLogLikelihood
{
    private readonly (int Repeats, double[] Spend, double LogSpend)[] groups;
    private readonly int observations;
    private readonly double meanSpend;

    public GammaGammaLikelihood(List<SpendHistory> histories)
    {
        observations = histories.Count;
        meanSpend = histories.Average(h => h.MeanSpend);
        groups =
        [
            .. histories.GroupBy(h => h.Repeats).OrderBy(g => g.Key)
                .Select(g => (g.Key, g.Select(h => h.MeanSpend).Order().ToArray(), g.Select(h => h.MeanSpend).Order().Sum(Math.Log))),
        ];
    }

    public override IReadOnlyList<string> Names => ["p", "q", "v"];

    public override IReadOnlyList<double> Scales => [1, 1, meanSpend];

    public override double Observations => observations;

    protected override double Evaluate(ReadOnlySpan<double> parameters, Span<double> logGradient)
    {
        var (p, q, v) = (parameters[0], parameters[1], parameters[2]);
        var (value, dp, dq, dv) = (0.0, 0.0, 0.0, 0.0);
        foreach (var (x, spend, logSpend) in groups)
        {
            var (n, px) = (spend.Length, p * x);
            var (logs, inverses) = (0.0, 0.0);
            foreach (var z in spend)
            {
                logs += Math.Log(v + x * z);
                inverses += 1 / (v + x * z);
            }
            value += n * (SpecialFunctions.GammaLn(px + q) - SpecialFunctions.GammaLn(px) - SpecialFunctions.GammaLn(q) + q * Math.Log(v) + px * Math.Log(x))
                + (px - 1) * logSpend - (px + q) * logs;
            var joint = SpecialFunctions.DiGamma(px + q);
            dp += x * (n * (joint - SpecialFunctions.DiGamma(px) + Math.Log(x)) + logSpend - logs);
            dq += n * (joint - SpecialFunctions.DiGamma(q) + Math.Log(v)) - logs;
            dv += n * q / v - (px + q) * inverses;
        }
        logGradient[0] = p * dp / observations;
        logGradient[1] = q * dq / observations;
        logGradient[2] = v * dv / observations;
        return value / observations;
    }
}
