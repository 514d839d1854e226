namespace CrmPlatform.Insights.Domain.Numerics;

/// <summary>
/// Least squares within bounds by Levenberg and Marquardt (Nocedal and Wright 2006, ch. 10.3), with differences for the
/// Jacobian. A variable that stands on its bound and is pushed outwards is left out of the step. Small problems only:
/// the normal equations are solved by Cholesky.
/// </summary>
internal static class LeastSquares
{
    private const double Step = 1e-6;
    private const int PatienceAtRest = 5;

    /// <summary>From <paramref name="start"/>; <paramref name="residuals"/> fills the residuals for given variables.</summary>
    public static (double[] Variables, double SumOfSquares, bool Converged) Minimise(
        Action<double[], double[]> residuals, double[] start, double[] lower, double[] upper, int observations, int maxIterations = 1000)
    {
        var x = (double[])start.Clone();
        var (at, next) = (new double[observations], new double[observations]);
        residuals(x, at);
        var sum = SumOfSquares(at);
        var (damping, resting) = (1e-3, 0);
        var jacobian = new double[x.Length][];
        for (var iteration = 0; iteration < maxIterations; iteration++)
        {
            Jacobian(residuals, x, jacobian, lower, upper, observations);
            var gradient = Array.ConvertAll(jacobian, j => Dot(j, at));
            var free = Enumerable.Range(0, x.Length)
                .Where(i => !(x[i] <= lower[i] && gradient[i] > 0) && !(x[i] >= upper[i] && gradient[i] < 0)).ToArray();
            var (better, gain) = (false, 0.0);
            for (var attempt = 0; attempt < 40 && !better && free.Length > 0; attempt++)
            {
                if (Solve(jacobian, gradient, free, damping) is { } step)
                {
                    var tried = (double[])x.Clone();
                    for (var i = 0; i < free.Length; i++)
                        tried[free[i]] = Math.Clamp(x[free[i]] - step[i], lower[free[i]], upper[free[i]]);
                    residuals(tried, next);
                    var candidate = SumOfSquares(next);
                    if (candidate < sum)
                    {
                        (gain, better) = (sum - candidate, true);
                        (x, sum) = (tried, candidate);
                        (at, next) = (next, at);
                        damping = Math.Max(1e-12, damping / 8);
                    }
                }
                if (!better)
                    damping *= 4;
            }
            // One small gain can be a step that was damped too much; several in a row are rest.
            resting = gain <= 1e-12 * sum ? resting + 1 : 0;
            if (!better || resting >= PatienceAtRest)
                return (x, sum, true);
        }
        return (x, sum, false);
    }

    private static void Jacobian(
        Action<double[], double[]> residuals, double[] x, double[][] jacobian, double[] lower, double[] upper, int observations)
    {
        var (up, down) = (new double[observations], new double[observations]);
        for (var j = 0; j < x.Length; j++)
        {
            var h = Step * Math.Max(1, Math.Abs(x[j]));
            var kept = x[j];
            var (high, low) = (Math.Min(upper[j], kept + h), Math.Max(lower[j], kept - h));
            x[j] = high;
            residuals(x, up);
            x[j] = low;
            residuals(x, down);
            x[j] = kept;
            var column = jacobian[j] ??= new double[observations];
            for (var i = 0; i < observations; i++)
                column[i] = (up[i] - down[i]) / (high - low);
        }
    }

    private static double[]? Solve(double[][] jacobian, double[] gradient, int[] free, double damping)
    {
        var n = free.Length;
        var normal = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                normal[i, j] = normal[j, i] = Dot(jacobian[free[i]], jacobian[free[j]]);
        }
        for (var i = 0; i < n; i++)
            normal[i, i] += damping * Math.Max(normal[i, i], 1e-10);
        return Cholesky.TryFactor(normal, out var factor) ? Cholesky.Solve(factor, Array.ConvertAll(free, f => gradient[f])) : null;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static double SumOfSquares(double[] residuals)
    {
        var sum = Dot(residuals, residuals);
        return double.IsFinite(sum) ? sum : double.PositiveInfinity;
    }
}
