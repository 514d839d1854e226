namespace CrmPlatform.Insights.Domain.Numerics;

/// <summary>Differences that would lose their digits if they were taken as written.</summary>
internal static class Accurate
{
    /// <summary>eˣ − 1 without cancellation near 0 (Kahan's quotient).</summary>
    public static double ExpM1(this double x)
    {
        var e = Math.Exp(x);
        if (e == 1)
            return x;
        if (e - 1 == -1)
            return -1;
        return Math.Abs(x) < 1 ? (e - 1) * x / Math.Log(e) : e - 1;
    }
}
