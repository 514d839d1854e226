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

    /// <summary>
    /// ₂F₁(1, b; c; z) for b, c &gt; 0: by its series, of which every term is (b+n)/(c+n)·z times the one before; near
    /// z = 1, where that is slow, by Gauss's continued fraction (DLMF 15.7), evaluated by Wallis's recurrence.
    /// </summary>
    public static double F1(double b, double c, double z)
    {
        const double seriesUpTo = 0.85;
        if (z > seriesUpTo)
            return Fraction(b, c, z);
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

    private static double Fraction(double b, double c, double z)
    {
        // 1/(1 − k₁z/(1 − k₂z/(1 − …))), k₂ₙ = n(c−b+n−1)/((c+2n−2)(c+2n−1)), k₂ₙ₊₁ = (b+n)(c+n−1)/((c+2n−1)(c+2n)).
        const int pairsBetweenLooks = 8;
        var (a0, a1, b0, b1) = (0.0, 1.0, 1.0, 1.0);
        var (value, k) = (1.0, b / c);
        for (var n = 1; n < MaxTerms; n++)
        {
            (a0, b0) = (a1 - k * z * a0, b1 - k * z * b0);
            k = n * (c - b + n - 1) / ((c + 2 * n - 2) * (c + 2 * n - 1));
            (a1, b1) = (a0 - k * z * a1, b0 - k * z * b1);
            k = (b + n) * (c + n - 1) / ((c + 2 * n - 1) * (c + 2 * n));
            if (n % pairsBetweenLooks != 0)
                continue;
            var next = a1 / b1;
            if (Math.Abs(next - value) <= 1e-16 * next)
                return next;
            value = next;
            // Numerators and denominators halve with every step: only their ratio means anything.
            var scale = 1 / b1;
            (a0, a1, b0, b1) = (a0 * scale, a1 * scale, b0 * scale, 1);
        }
        return value;
    }
}
