using CrmPlatform.Insights.Domain.Numerics;
using MathNet.Numerics;

namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>A cohort that began together: how many there were, and how many were left after each period of contract.</summary>
internal sealed record Cohort(int Began, IReadOnlyList<int> Left);

/// <summary>
/// Retention under a contract (Fader and Hardie 2007, "How to Project Customer Retention", Journal of Interactive
/// Marketing 21): each customer leaves at a renewal with a probability of its own, beta(α, β) over customers, so that
/// the retention rate of a cohort rises with its age. Periods are those of the contract.
/// </summary>
internal sealed record ShiftedBetaGeometric(double Alpha, double Beta)
{
    private static readonly double[][] Starts = [[1, 1], [0.5, 4], [4, 15]];

    public static Fitted<ShiftedBetaGeometric> Fit(IReadOnlyList<Cohort> cohorts)
    {
        foreach (var cohort in cohorts)
        {
            var before = cohort.Began;
            foreach (var left in cohort.Left)
            {
                if (left < 0 || left > before)
                    throw InsightRefusedException.CannotFit("cohort.impossible", $"{left} left of {before} cannot be: the number may only fall.");
                before = left;
            }
        }
        var lost = cohorts.Sum(c => c.Left.Count == 0 ? 0 : c.Began - c.Left[^1]);
        if (lost < 50 || cohorts.Max(c => c.Left.Count) < 2)
        {
            throw InsightRefusedException.CannotFit(
                "fit.too-few-renewals", $"{lost} customers lost over the periods seen; at least 50 over two periods are needed.");
        }
        if (cohorts.All(c => c.Left.Count == 0 || c.Left[0] == 0))
            throw InsightRefusedException.CannotFit("fit.all-the-same", "Every customer left at the first renewal.");
        var (p, report) = MaximumLikelihood.Fit(new Likelihood(cohorts), Starts);
        return new(new ShiftedBetaGeometric(p[0], p[1]), report);
    }

    /// <summary>S(t): the share of a cohort still there after t renewals (2007, eq. 6).</summary>
    public double Survival(int periods) => Math.Exp(SpecialFunctions.BetaLn(Alpha, Beta + periods) - SpecialFunctions.BetaLn(Alpha, Beta));

    /// <summary>P(T = t): leaves at renewal t ≥ 1 (2007, eq. 5).</summary>
    public double Churn(int period) => Math.Exp(SpecialFunctions.BetaLn(Alpha + 1, Beta + period - 1) - SpecialFunctions.BetaLn(Alpha, Beta));

    /// <summary>The retention rate at renewal t ≥ 1, (β+t−1)/(α+β+t−1) (2007, eq. 8).</summary>
    public double Retention(int period) => (Beta + period - 1) / (Alpha + Beta + period - 1);

    /// <summary>
    /// Discounted renewals to come of a customer who has renewed n−1 times, the next just due (Fader and Hardie 2010,
    /// "Customer-Base Valuation in a Contractual Setting", eq. 6): (β+n−1)/(α+β+n−1) ₂F₁(1, β+n; α+β+n; 1/(1+d)).
    /// </summary>
    public double DiscountedResidualLifetime(int contracts, double discountPerPeriod)
    {
        if (contracts < 1)
            throw InsightRefusedException.OutOfRange(nameof(contracts), contracts, "1 or more");
        if (!(discountPerPeriod > 0) || !double.IsFinite(discountPerPeriod))
            throw InsightRefusedException.OutOfRange(nameof(discountPerPeriod), discountPerPeriod, "above 0");
        return (Beta + contracts - 1) / (Alpha + Beta + contracts - 1)
            * Hypergeometric.F1(Beta + contracts, Alpha + Beta + contracts, 1 / (1 + discountPerPeriod));
    }

    private sealed class Likelihood(IReadOnlyList<Cohort> cohorts) : DifferencedLogLikelihood
    {
        public override IReadOnlyList<string> Names => ["α", "β"];

        public override IReadOnlyList<double> Scales => [1, 1];

        public override double Observations => cohorts.Sum(c => c.Began);

        public override double Value(double[] theta)
        {
            var model = new ShiftedBetaGeometric(Math.Exp(theta[0]), Math.Exp(theta[1]));
            var start = SpecialFunctions.BetaLn(model.Alpha, model.Beta);
            var sum = 0.0;
            foreach (var cohort in cohorts)
            {
                var before = cohort.Began;
                for (var t = 1; t <= cohort.Left.Count; t++)
                {
                    var left = cohort.Left[t - 1];
                    sum += (before - left) * (SpecialFunctions.BetaLn(model.Alpha + 1, model.Beta + t - 1) - start);
                    before = left;
                }
                sum += before * (SpecialFunctions.BetaLn(model.Alpha, model.Beta + cohort.Left.Count) - start);
            }
            return sum / Observations;
        }
    }
}
