namespace CrmPlatform.Insights.Domain.Numerics;

/// <summary>Gauss's hypergeometric function by its series, for 0 ≤ z &lt; 1 (Abramowitz and Stegun 15.1.1).</summary>
internal static class Hypergeometric
{
    private const int MaxTerms = 2_000_000;

    /// <summary>₂F₁(a, b; c; z). The callers transform first (A&amp;S 15.3.3), so that the terms fall at least as fast as zⁿ.</summary>
    public static double F(double a, double b, double c, double z)
    {
        var term = 1.0;
        var sum = 1.0;
        for (var n = 0; n < MaxTerms; n++)
        {
            term *= (a + n) / (c + n) * ((b + n) / (n + 1)) * z;
            sum += term;
            if (Math.Abs(term) <= 1e-17 * Math.Abs(sum))
                return sum;
        }
        return sum;
    }

    /// <summary>₂F₁(1, b; c; z), of which every term is (b+n)/(c+n)·z times the one before.</summary>
    public static double F1(double b, double c, double z)
    {
        var term = 1.0;
        var sum = 1.0;
        for (var n = 0; n < MaxTerms; n++)
        {
            term *= (b + n) / (c + n) * z;
            sum += term;
            if (term <= 1e-17 * sum)
                return sum;
        }
        return sum;
    }
}
