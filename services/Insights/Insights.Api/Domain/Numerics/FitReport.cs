namespace CrmPlatform.Insights.Domain.Numerics;

/// <summary>What one starting point came to.</summary>
internal sealed record StartReport(IReadOnlyList<double> Start, double LogLikelihood, bool Converged, int Iterations);

/// <summary>
/// How a fit went: the log-likelihood at the optimum, the standard errors from the observed information (the inverse
/// of the negative Hessian), whether it converged, what each start came to, and in words what is wrong if anything is.
/// </summary>
internal sealed record FitReport(
    double LogLikelihood,
    IReadOnlyList<double> StandardErrors,
    bool Converged,
    int Iterations,
    double GradientNorm,
    IReadOnlyList<StartReport> Starts,
    string Remark);

/// <summary>A model with the report of the fit it comes from.</summary>
internal sealed record Fitted<TModel>(TModel Model, FitReport Report);
