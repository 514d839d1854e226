using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain.Lifetime;
using CrmPlatform.Insights.Domain.Numerics;

namespace CrmPlatform.Insights.Features.Clv;

/// <summary>A fitted model: parameters with standard errors, whether the fit converged, and from where it was tried.</summary>
public sealed record ModelView(
    string Model, IReadOnlyDictionary<string, double> Parameters, IReadOnlyList<double> StandardErrors, double LogLikelihood, bool Converged, int Iterations, string Remark,
    IReadOnlyList<StartView> Starts)
{
    internal static ModelView Of(string model, IReadOnlyDictionary<string, double> parameters, FitReport report) => new(
        model, parameters, [.. report.StandardErrors.Select(Finite)], report.LogLikelihood, report.Converged, report.Iterations, report.Remark,
        [.. report.Starts.Select(s => new StartView(s.Start, Finite(s.LogLikelihood), s.Converged, s.Iterations))]);

    // JSON knows no infinity: what could not be estimated is −1.
    private static double Finite(double value) => double.IsFinite(value) ? value : -1;
}

public sealed record StartView(IReadOnlyList<double> From, double LogLikelihood, bool Converged, int Iterations);

/// <summary>One draw of the bootstrap: both models' parameters.</summary>
public sealed record DrawView(double R, double Alpha, double A, double B, double P, double Q, double V);

/// <summary>What a run of values came to over all. Amounts in minor units of the base currency.</summary>
public sealed record ValueReportData(
    int Customers, long Transaction, long Referral, long Growth, long Knowledge, long Total, double? Low, double? High, IReadOnlyDictionary<string, double> YearlyTrend,
    IReadOnlyList<ModelView> Models, IReadOnlyList<DrawView> Draws);

/// <summary>I4: the sums of a run, its models, and how sure it is: the parametric bootstrap's interval of the transaction part.</summary>
internal static class ValueReport
{
    private const int Sample = 2000;
    private const int Seed = 2005;

    public static ValueReportData Of(ValueBasis basis, FittedModels models, ValueHorizon<Week> horizon, ValueRequest suppose, IReadOnlyList<ValueRow> rows)
    {
        var (purchases, warning, spend) = (models.Purchases.Model, models.Warning.Model, models.Spend.Model);
        var transaction = rows.Sum(row => row.Transaction);
        var draws = suppose.Draws == 0 ? null : Bootstrap(basis, models, suppose.Draws);
        ConfidenceInterval? interval = draws is null ? null : Interval(basis, models, horizon, suppose, draws, transaction);
        return new ValueReportData(
            rows.Count, transaction, rows.Sum(row => row.Referral), rows.Sum(row => row.Growth), rows.Sum(row => row.Knowledge), rows.Sum(row => row.Total),
            interval?.Low, interval?.High, basis.YearlyTrend,
            [
                ModelView.Of("BG/NBD", new Dictionary<string, double> { ["r"] = purchases.R, ["alpha"] = purchases.Alpha, ["a"] = purchases.A, ["b"] = purchases.B }, models.Purchases.Report),
                ModelView.Of("Pareto/NBD", new Dictionary<string, double> { ["r"] = warning.R, ["alpha"] = warning.Alpha, ["s"] = warning.S, ["beta"] = warning.Beta }, models.Warning.Report),
                ModelView.Of("Gamma-Gamma", new Dictionary<string, double> { ["p"] = spend.P, ["q"] = spend.Q, ["v"] = spend.V }, models.Spend.Report),
            ],
            draws is null ? [] : [.. draws.Replicates.Select(d => new DrawView(d.Purchases.R, d.Purchases.Alpha, d.Purchases.A, d.Purchases.B, d.Spend.P, d.Spend.Q, d.Spend.V))]);
    }

    private static ParametricBootstrap<Week> Bootstrap(ValueBasis basis, FittedModels models, int draws) => ParametricBootstrap<Week>.Run(
        models.Purchases.Model, models.Spend.Model, [.. basis.Customers.Select(c => c.History.AgeDays).Order().Select(days => Time<Week>.FromDays(days))], draws, Seed);

    /// <summary>On an even sample of customers, as a ratio to what the fitted models say of the same.</summary>
    private static ConfidenceInterval? Interval(
        ValueBasis basis, FittedModels models, ValueHorizon<Week> horizon, ValueRequest suppose, ParametricBootstrap<Week> draws, long transaction)
    {
        var ordered = basis.Customers.OrderBy(c => c.History.Repeats).ThenBy(c => c.History.RecencyDays).ThenBy(c => c.History.AgeDays).ThenBy(c => c.MeanRepeatSpend).ToList();
        var size = Math.Min(Sample, ordered.Count);
        var sample = Enumerable.Range(0, size).Select(i => ordered[(int)((long)i * ordered.Count / size)]).ToList();
        double Sum(BgNbd<Week> purchases, GammaGamma spend)
        {
            var model = new LifetimeValueModel<Week>(purchases, spend, horizon, suppose.Margin!.Value);
            return sample.Sum(c => model.Value(c.History.Repeats, Time<Week>.FromDays(c.History.RecencyDays), Time<Week>.FromDays(c.History.AgeDays), c.MeanRepeatSpend).Value);
        }
        var fitted = Sum(models.Purchases.Model, models.Spend.Model);
        if (!(fitted > 0) || draws.Replicates.Count < 20) return null;
        var ratio = draws.Interval(Sum, suppose.Level);
        return double.IsFinite(ratio.High) ? new ConfidenceInterval(transaction * ratio.Low / fitted, transaction * ratio.High / fitted, suppose.Level) : null;
    }
}
