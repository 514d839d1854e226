using MathNet.Numerics.Distributions;

namespace CrmPlatform.Insights.Domain.Surveys;

/// <summary>An estimate with its sample size and a confidence interval at the stated level.</summary>
internal sealed record Estimate(double Value, int SampleSize, double Low, double High, double Level)
{
    public double HalfWidth => (High - Low) / 2;

    /// <summary>An interval of a mean does not know where the scale ends.</summary>
    public Estimate Within(double least, double most) => this with { Low = Math.Max(Low, least), High = Math.Min(High, most) };
}

/// <summary>Confidence intervals for shares and means.</summary>
internal static class Intervals
{
    public const double DefaultLevel = 0.95;

    /// <summary>A share by Wilson's score interval (1927), which holds its level for small samples and shares near 0 or 1.</summary>
    public static Estimate Wilson(int successes, int sample, double level = DefaultLevel)
    {
        RequireSample(sample);
        RequireLevel(level);
        if (successes < 0 || successes > sample)
            throw InsightRefusedException.OutOfRange(nameof(successes), successes, $"0 to {sample}");
        var z = Normal.InvCDF(0, 1, (1 + level) / 2);
        var (n, p) = ((double)sample, (double)successes / sample);
        var centre = (p + z * z / (2 * n)) / (1 + z * z / n);
        var half = z / (1 + z * z / n) * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        // At the ends the interval touches them exactly; rounding would leave it a hair off.
        return new Estimate(p, sample, successes == 0 ? 0 : centre - half, successes == sample ? 1 : centre + half, level);
    }

    /// <summary>The difference of two independent shares by Newcombe's hybrid score interval (1998, Statistics in Medicine 17, method 10).</summary>
    public static Estimate Difference(int successes1, int sample1, int successes2, int sample2, double level = DefaultLevel)
    {
        var (first, second) = (Wilson(successes1, sample1, level), Wilson(successes2, sample2, level));
        var difference = first.Value - second.Value;
        static double Root(double a, double b) => Math.Sqrt(a * a + b * b);
        return new Estimate(
            difference,
            sample1 + sample2,
            difference - Root(first.Value - first.Low, second.High - second.Value),
            difference + Root(first.High - first.Value, second.Value - second.Low),
            level);
    }

    /// <summary>A mean by Student's t, from its sample variance (divisor n − 1); a single answer has no interval and is refused.</summary>
    public static Estimate Mean(double mean, double sampleVariance, int sample, double level = DefaultLevel)
    {
        RequireLevel(level);
        if (sample < 2)
            throw InsightRefusedException.CannotFit("survey.too-few-answers", $"A mean with an interval needs two answers or more; there are {sample}.");
        var half = StudentT.InvCDF(0, 1, sample - 1, (1 + level) / 2) * Math.Sqrt(sampleVariance / sample);
        return new Estimate(mean, sample, mean - half, mean + half, level);
    }

    public static Estimate Mean(IReadOnlyCollection<double> values, double level = DefaultLevel)
    {
        RequireSample(values.Count);
        var mean = values.Average();
        return Mean(mean, values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Count - 1), values.Count, level);
    }

    internal static void RequireSample(int sample)
    {
        if (sample < 1)
            throw InsightRefusedException.CannotFit("survey.no-answers", "There is no answer yet.");
    }

    internal static void RequireLevel(double level)
    {
        // So near to 1 that no quantile is left to it, an interval has no ends.
        if (!(level is > 0 and < 1) || (1 + level) / 2 >= 1)
            throw InsightRefusedException.OutOfRange(nameof(level), level, "above 0 and below 1");
    }
}
