namespace CrmPlatform.Insights.Domain.Numerics;

/// <summary>
/// Maximises a log-likelihood of a few positive parameters by damped Newton steps in their logarithms, from several
/// starting points. The Hessian is a difference of the gradient (Nocedal and Wright 2006, ch. 3 and 8): with four
/// parameters it costs four gradients, and two or three steps finish what a quasi-Newton method needs twenty for.
/// </summary>
internal static class MaximumLikelihood
{
    private const int MaxIterations = 200;
    private const double MaxStep = 2.0;
    /// <summary>A parameter beyond e^±8 of its scale is running away: likelihoods are flat out there, and slow to compute.</summary>
    private const double LogBound = 8.0;

    /// <summary>
    /// Climbs from every start on <paramref name="screen"/> (a thinned copy where the data are many, else the data
    /// themselves), then from the best of them on all the data.
    /// </summary>
    public static (double[] Parameters, FitReport Report) Fit(
        LogLikelihood all, IReadOnlyList<double[]> starts, LogLikelihood? screen = null)
    {
        var first = screen ?? all;
        var climbs = new List<Climb>(starts.Count);
        foreach (var start in starts)
            climbs.Add(Ascend(first, start));
        var best = climbs.MaxBy(c => (c.Converged ? 1e-9 * Math.Abs(c.Value) : 0) + c.Value)!;
        var final = ReferenceEquals(first, all) ? best : Ascend(all, best.Parameters);

        var norm = Math.Sqrt(final.LogGradient.Sum(g => g * g));
        var atBound = all.Names.Where((_, i) => Math.Abs(Math.Log(final.Parameters[i] / all.Scales[i])) >= LogBound - 1e-9).ToArray();
        var errors = atBound.Length > 0 ? null : StandardErrors(all, final.Parameters);
        var remark = (final.Converged, atBound.Length, errors) switch
        {
            (_, > 0, _) => $"{string.Join(", ", atBound)} ran to the bound: the data do not determine the model, its predictions may still serve.",
            (_, _, null) => "The likelihood is flat: the data do not determine the model.",
            (true, _, _) => "Converged at an inner maximum.",
            _ => "Stopped before it converged.",
        };
        var report = new FitReport(
            final.Value * all.Observations,
            errors ?? [.. final.Parameters.Select(_ => double.PositiveInfinity)],
            final.Converged && errors is not null,
            final.Iterations,
            norm,
            [.. climbs.Zip(starts, (c, s) => new StartReport(s, c.Value * first.Observations, c.Converged, c.Iterations))],
            remark);
        return (final.Parameters, report);
    }

    private static Climb Ascend(LogLikelihood f, double[] start)
    {
        var n = f.Dimension;
        var centre = f.Scales.Select(s => Math.Log(s)).ToArray();
        var theta = Array.ConvertAll(start, Math.Log);
        var next = new double[n];
        var at = f.Expand(theta, exact: false);
        for (var iteration = 1; iteration <= MaxIterations; iteration++)
        {
            var step = NewtonStep(at.Information, at.Gradient, out var damped);
            var decrement = 0.0;
            for (var i = 0; i < n; i++)
                decrement += step[i] * at.Gradient[i];
            // The decrement is twice what a further step can gain: below rounding, nothing is left to gain.
            if (decrement <= 1e-13 * Math.Max(1, Math.Abs(at.Value)))
                return new Climb(Exp(theta), at.Value, at.Gradient, !damped, iteration);

            var scale = Math.Min(1, MaxStep / step.Max(Math.Abs));
            var moved = false;
            for (var halving = 0; halving < 40 && !moved; halving++, scale /= 2)
            {
                for (var i = 0; i < n; i++)
                    next[i] = Math.Clamp(theta[i] + scale * step[i], centre[i] - LogBound, centre[i] + LogBound);
                var candidate = f.Value(next);
                moved = double.IsFinite(candidate) && candidate >= at.Value + 1e-4 * scale * decrement;
            }
            if (!moved)
                return new Climb(Exp(theta), at.Value, at.Gradient, decrement < 1e-9 * Math.Max(1, Math.Abs(at.Value)), iteration);
            (theta, next) = (next, theta);
            at = f.Expand(theta, exact: false);
            if (theta.Where((t, i) => Math.Abs(t - centre[i]) >= LogBound).Any())
                return new Climb(Exp(theta), at.Value, at.Gradient, false, iteration);
        }
        return new Climb(Exp(theta), at.Value, at.Gradient, false, MaxIterations);
    }

    private static double[] NewtonStep(double[,] information, double[] gradient, out bool damped)
    {
        damped = false;
        for (var ridge = 0.0; ; ridge = ridge == 0 ? 1e-3 : ridge * 4)
        {
            var tried = (double[,])information.Clone();
            for (var i = 0; i < gradient.Length; i++)
                tried[i, i] += ridge * Math.Max(Math.Abs(information[i, i]), 1e-2);
            if (Cholesky.TryFactor(tried, out var lower))
                return Cholesky.Solve(lower, gradient);
            damped = true;
        }
    }

    /// <summary>√diag(H⁻¹): at a maximum the errors of the parameters are those of their logarithms times the parameters.</summary>
    private static double[]? StandardErrors(LogLikelihood f, double[] parameters)
    {
        var n = parameters.Length;
        var information = f.Expand(Array.ConvertAll(parameters, Math.Log), exact: true).Information;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                information[i, j] *= f.Observations;
        }
        if (!Cholesky.TryFactor(information, out var lower))
            return null;
        var errors = new double[n];
        var unit = new double[n];
        for (var i = 0; i < n; i++)
        {
            Array.Clear(unit);
            unit[i] = 1;
            errors[i] = parameters[i] * Math.Sqrt(Cholesky.Solve(lower, unit)[i]);
        }
        return errors;
    }

    private static double[] Exp(double[] theta) => Array.ConvertAll(theta, Math.Exp);

    private sealed record Climb(double[] Parameters, double Value, double[] LogGradient, bool Converged, int Iterations);
}
