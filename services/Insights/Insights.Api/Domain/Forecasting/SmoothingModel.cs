using CrmPlatform.Insights.Domain.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace CrmPlatform.Insights.Domain.Forecasting;

/// <summary>How a fit begins: from the data, or with the initial states estimated along with the weights.</summary>
internal enum InitialStateMethod
{
    Heuristic,
    Decomposed,
    Estimated,
}

/// <summary>Weights held fixed in a fit; those not given are estimated.</summary>
internal sealed record FixedWeights(double? Alpha = null, double? Beta = null, double? Gamma = null, double? Phi = null);

/// <summary>A forecast with its interval.</summary>
internal readonly record struct ForecastPoint(double Mean, double Low, double High);

/// <summary>A smoothing fitted to a series by least squares of its one-step errors.</summary>
internal sealed class SmoothingModel
{
    private const int Paths = 4000;
    private const int FirstSteps = 8;
    private const int LastSteps = 1000;
    private const int Followed = 3;

    private readonly int observations;

    private SmoothingModel(SmoothingForm form, SmoothingWeights weights, InitialState initial, SmoothingRun run, int observations, int estimated, bool converged)
    {
        (Form, Weights, Initial, Run, Estimated, Converged) = (form, weights, initial.State, run, estimated, converged);
        this.observations = observations;
    }

    public SmoothingForm Form { get; }

    public SmoothingWeights Weights { get; }

    public SmoothingState Initial { get; }

    public SmoothingRun Run { get; }

    /// <summary>How many figures were estimated from the series, initial states included.</summary>
    public int Estimated { get; }

    public bool Converged { get; }

    /// <summary>Variance of the one-step error, by the degrees of freedom that are left.</summary>
    public double Variance => Run.SumOfSquares / Math.Max(1, observations - Estimated);

    /// <summary>Akaike's criterion corrected for short series; the least is the best of several forms of one series.</summary>
    public double CorrectedAkaike
    {
        get
        {
            var (n, k) = ((double)observations, Estimated + 1.0);
            return n - k - 1 <= 0 ? double.PositiveInfinity : n * Math.Log(Math.Max(Run.SumOfSquares, 1e-300) / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1);
        }
    }

    public static SmoothingModel Fit(ReadOnlySpan<double> series, SmoothingForm form, FixedWeights? held = null, InitialStateMethod method = InitialStateMethod.Estimated)
    {
        Require(series, form, method);
        held ??= new FixedWeights();
        var start = method == InitialStateMethod.Decomposed ? InitialStates.Decomposed(form, series) : InitialStates.Heuristic(form, series);
        var kept = series[start.First..].ToArray();
        var known = method == InitialStateMethod.Estimated ? null : start.State;
        var scale = kept.Max(Math.Abs);
        var coding = new SmoothingCoding(form, held, known, scale);
        if (coding.Variables == 0)
        {
            var (weights, _) = coding.Decode([]);
            return new SmoothingModel(form, weights, start, Smoothing.Run(form, weights, start.State, kept), kept.Length, 0, true);
        }

        // Every start is followed a few steps, the most promising to the end: there is often more than one valley. The
        // valley where nothing is learnt from errors is entered from its floor, or it would be missed.
        var candidates = coding.Starts()
            .Select(w => Minimise(coding, coding.Encode(w, start.State), FirstSteps))
            .OrderBy(c => c.SumOfSquares).Take(Followed).Select(c => c.Variables).ToList();
        var still = new SmoothingCoding(form, new FixedWeights(held.Alpha ?? 0, held.Beta ?? 0, held.Gamma ?? 0, held.Phi ?? 1), known, scale);
        if (still.Variables > 0)
        {
            var (weights, state) = still.Decode(Minimise(still, still.Encode(default, start.State), LastSteps).Variables);
            candidates.Add(coding.Encode(weights, state));
        }
        var best = candidates.Select(c => Minimise(coding, c, LastSteps)).MinBy(c => c.SumOfSquares);
        var (fitted, initial) = coding.Decode(best.Variables);
        return new SmoothingModel(form, fitted, new InitialState(initial, start.First), Smoothing.Run(form, fitted, initial, kept), kept.Length, coding.Variables, best.Converged);

        (double[] Variables, double SumOfSquares, bool Converged) Minimise(SmoothingCoding by, double[] from, int steps) => LeastSquares.Minimise(
            (variables, into) =>
            {
                var (weights, state) = by.Decode(variables);
                var run = Smoothing.Run(form, weights, state, kept);
                for (var t = 0; t < into.Length; t++)
                    into[t] = kept[t] - run.Fitted[t];
            },
            from, by.Lower, by.Upper, kept.Length, steps);
    }

    public double[] Forecast(int horizon)
    {
        RequireHorizon(horizon);
        return Smoothing.Forecast(Form, Weights, Run.Final, horizon);
    }

    /// <summary>
    /// Forecasts with prediction intervals: closed form where the errors act linearly (Hyndman et al. 2008, table 6.2),
    /// percentiles of simulated paths with normal errors where the season multiplies.
    /// </summary>
    public ForecastPoint[] ForecastWithInterval(int horizon, double level = 0.95)
    {
        Surveys.Intervals.RequireLevel(level);
        var means = Forecast(horizon);
        if (Form.Season == SeasonKind.Multiplicative)
            return Simulated(means, level);
        var z = Normal.InvCDF(0, 1, (1 + level) / 2);
        var gamma = Form.SeasonFromNewLevel ? Weights.Gamma * (1 - Weights.Alpha) : Weights.Gamma;
        var points = new ForecastPoint[horizon];
        var (sum, damped, trend) = (1.0, 1.0, 0.0);
        for (var h = 0; h < horizon; h++)
        {
            var half = z * Math.Sqrt(Variance * sum);
            points[h] = new ForecastPoint(means[h], means[h] - half, means[h] + half);
            // What an error of one step weighs h + 1 steps on.
            damped = Form.Trend == TrendKind.Damped ? damped * Weights.Phi : 1;
            trend += Form.Trend == TrendKind.None ? 0 : damped * Weights.Alpha * Weights.Beta;
            var weight = Weights.Alpha + trend + (Form.Season == SeasonKind.Additive && (h + 1) % Form.Period == 0 ? gamma : 0);
            sum += weight * weight;
        }
        return points;
    }

    private ForecastPoint[] Simulated(double[] means, double level)
    {
        var random = new Xoshiro256StarStar(1960);
        var deviation = Math.Sqrt(Variance);
        var paths = new double[means.Length][];
        for (var h = 0; h < means.Length; h++)
            paths[h] = new double[Paths];
        var path = new double[means.Length];
        for (var p = 0; p < Paths; p++)
        {
            // Smoothing its own noisy future, one observation after the other, is what the model says the future does.
            var state = Run.Final;
            for (var h = 0; h < path.Length; h++)
            {
                path[h] = Smoothing.Forecast(Form, Weights, state, 1)[0] + Normal.Sample(random, 0, deviation);
                state = Smoothing.Run(Form, Weights, state, path.AsSpan(h, 1)).Final;
                paths[h][p] = path[h];
            }
        }
        return [.. means.Select((mean, h) =>
        {
            Array.Sort(paths[h]);
            return new ForecastPoint(mean, Quantiles.Type7(paths[h], (1 - level) / 2), Quantiles.Type7(paths[h], (1 + level) / 2));
        })];
    }

    private static void Require(ReadOnlySpan<double> series, SmoothingForm form, InitialStateMethod method)
    {
        if (form.Season != SeasonKind.None && form.Period < 2)
            throw InsightRefusedException.OutOfRange("period", form.Period, "2 or more with a season");
        if (method == InitialStateMethod.Decomposed && form.Season == SeasonKind.None)
            throw InsightRefusedException.OutOfRange("initial state", method, "a form with a season");
        var needed = form.Season != SeasonKind.None ? 2 * form.Period + 1 : form.Trend == TrendKind.None ? 2 : 3;
        if (series.Length < needed)
            throw InsightRefusedException.CannotFit("forecast.series-too-short", $"{series.Length} observations are too few; {needed} are needed.");
        foreach (var y in series)
        {
            if (!double.IsFinite(y))
                throw InsightRefusedException.CannotFit("forecast.not-a-number", "The series has an observation that is not a number.");
            if (form.Season == SeasonKind.Multiplicative && y <= 0)
                throw InsightRefusedException.CannotFit("forecast.not-positive", $"A season that multiplies needs positive observations; there is {y}.");
        }
    }

    internal static void RequireHorizon(int horizon)
    {
        if (horizon is < 1 or > 1000)
            throw InsightRefusedException.OutOfRange(nameof(horizon), horizon, "1 to 1000");
    }
}
