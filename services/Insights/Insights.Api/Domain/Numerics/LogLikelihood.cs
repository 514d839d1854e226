namespace CrmPlatform.Insights.Domain.Numerics;

/// <summary>
/// A log-likelihood over positive parameters, taken in their logarithms and per observation (so that tolerances do not
/// depend on the number of customers).
/// </summary>
internal abstract class LogLikelihood
{
    /// <summary>What the parameters are called, in their order.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The size a parameter is naturally of: 1 for a shape, the mean age for a time, the mean spend for money.</summary>
    public abstract IReadOnlyList<double> Scales { get; }

    public int Dimension => Names.Count;

    /// <summary>How many observations the mean is taken over.</summary>
    public abstract double Observations { get; }

    public abstract double Value(double[] theta);

    /// <summary>Value, gradient and negative Hessian at <paramref name="theta"/>; <paramref name="exact"/> spends more on the Hessian, for standard errors.</summary>
    public abstract Expansion Expand(double[] theta, bool exact);

    protected static double[] ToParameters(double[] theta) => Array.ConvertAll(theta, Math.Exp);
}

/// <summary>A second-order expansion of a log-likelihood in log-parameters.</summary>
internal sealed record Expansion(double Value, double[] Gradient, double[,] Information);

/// <summary>A log-likelihood that knows its gradient: the Hessian is a difference of it.</summary>
internal abstract class AnalyticLogLikelihood : LogLikelihood
{
    private const double Step = 1e-5;

    private double[] lastTheta = [];
    private double[] lastGradient = [];
    private double lastValue;

    /// <summary>Mean log-likelihood, and its gradient in the logarithms of the parameters.</summary>
    protected abstract double Evaluate(ReadOnlySpan<double> parameters, Span<double> logGradient);

    public sealed override double Value(double[] theta)
    {
        var gradient = new double[Dimension];
        lastValue = Evaluate(ToParameters(theta), gradient);
        (lastTheta, lastGradient) = ((double[])theta.Clone(), gradient);
        return lastValue;
    }

    public sealed override Expansion Expand(double[] theta, bool exact)
    {
        // The point was just visited by the line search.
        if (!theta.AsSpan().SequenceEqual(lastTheta))
            Value(theta);
        var (value, gradient) = (lastValue, lastGradient);
        var n = Dimension;
        var raw = new double[n, n];
        var moved = (double[])theta.Clone();
        Span<double> up = stackalloc double[n];
        Span<double> down = stackalloc double[n];
        for (var j = 0; j < n; j++)
        {
            moved[j] = theta[j] + Step;
            Evaluate(ToParameters(moved), up);
            if (exact)
            {
                moved[j] = theta[j] - Step;
                Evaluate(ToParameters(moved), down);
            }
            moved[j] = theta[j];
            for (var i = 0; i < n; i++)
                raw[i, j] = exact ? (down[i] - up[i]) / (2 * Step) : (gradient[i] - up[i]) / Step;
        }
        var information = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                information[i, j] = (raw[i, j] + raw[j, i]) / 2;
        }
        return new Expansion(value, gradient, information);
    }
}

/// <summary>A log-likelihood whose gradient has no closed form: central differences of values give both derivatives.</summary>
internal abstract class DifferencedLogLikelihood : LogLikelihood
{
    // Small enough that the fourth derivative does not show, large enough that rounding of the value does not.
    private const double Step = 1e-3;

    public sealed override Expansion Expand(double[] theta, bool exact)
    {
        var n = Dimension;
        var value = Value(theta);
        var moved = (double[])theta.Clone();
        var (up, down) = (new double[n], new double[n]);
        var gradient = new double[n];
        var information = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            (up[i], down[i]) = (At(i, Step, i, 0), At(i, -Step, i, 0));
            // Richardson's extrapolation takes the third derivative out of the gradient.
            var near = At(i, Step / 2, i, 0) - At(i, -Step / 2, i, 0);
            gradient[i] = (4 * near / Step - (up[i] - down[i]) / (2 * Step)) / 3;
            information[i, i] = -(up[i] - 2 * value + down[i]) / (Step * Step);
        }
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var mixed = At(i, Step, j, Step) + At(i, -Step, j, -Step) - up[i] - down[i] - up[j] - down[j] + 2 * value;
                information[i, j] = information[j, i] = -mixed / (2 * Step * Step);
            }
        }
        return new Expansion(value, gradient, information);

        double At(int i, double di, int j, double dj)
        {
            moved[i] += di;
            moved[j] += dj;
            var result = Value(moved);
            (moved[i], moved[j]) = (theta[i], theta[j]);
            return result;
        }
    }
}
