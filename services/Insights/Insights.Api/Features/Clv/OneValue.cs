using System.Text.Json;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Lifetime;
using CrmPlatform.Insights.Domain.Numerics;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Clv;

/// <summary>How sure a customer's transaction part is.</summary>
public sealed record ValueIntervalView(decimal Low, decimal High, double Level, int Draws);

/// <param name="Interval">By the bootstrap of the run; null when the run made none.</param>
public sealed record OneValueView(Guid RunId, DateOnly AsOf, CustomerValueView Value, ValueIntervalView? Interval);

/// <summary>I4: one customer's value with its own interval, from the draws the run has kept.</summary>
internal static class OneValue
{
    public static async Task<Results<Ok<OneValueView>, Missing>> HandleAsync(
        Guid id, InsightsDb db, IOptions<InsightsOptions> options, CancellationToken cancellationToken, Guid? run = null)
    {
        if (await db.ValueRunAsync(run, cancellationToken) is not { } found) return Analyses.NotYet(ValueCustomers.Path, run);
        if (await db.FindCustomerAsync(id, cancellationToken) is not { } customer) return new Missing("customer", id);
        var value = await db.Values.AsNoTracking().SingleOrDefaultAsync(v => v.RunKey == found.Key && v.CustomerNo == customer.No, cancellationToken);
        if (value is null) return new Missing("value of customer", id);
        var currency = options.Value.BaseCurrency;
        var interval = await IntervalAsync(db, customer.No, found, options.Value, cancellationToken);
        return TypedResults.Ok(new OneValueView(found.Id, found.AsOf, ReadValues.View(value, customer.Id, customer.Name, currency), interval));
    }

    private static async Task<ValueIntervalView?> IntervalAsync(InsightsDb db, long customer, AnalysisRun run, InsightsOptions options, CancellationToken cancellationToken)
    {
        var draws = run.ReportAs<ValueReportData>().Draws;
        var parameters = JsonSerializer.Deserialize<ValueRequest>(run.Parameters, Json.Tolerant)!;
        if (draws.Count < 20) return null;
        var until = run.AsOf.DayNumber;
        // Known before they are looked for: otherwise the whole ledger would be read for the few lines of one.
        long[] members = [.. (await db.FamiliesAsync([customer], cancellationToken)).Keys];
        var lines = await db.All<PurchaseRow>().Where(p => p.Day <= until && EF.Parameter(members).Contains(p.CustomerNo))
            .Select(p => new { p.Day, Net = p.Sales - p.Refunds }).ToListAsync(cancellationToken);
        if (CustomerLedger.Of(lines.Select(line => (DateOnly.FromDayNumber(line.Day), line.Net)), run.AsOf) is not { } ledger) return null;
        var horizon = ValueCustomers.Horizon(parameters, options);
        var (recency, age) = (Time<Week>.FromDays(ledger.History.RecencyDays), Time<Week>.FromDays(ledger.History.AgeDays));
        var values = draws.Select(d => new LifetimeValueModel<Week>(new BgNbd<Week>(d.R, d.Alpha, d.A, d.B), new GammaGamma(d.P, d.Q, d.V), horizon, parameters.Margin!.Value)
            .Value(ledger.History.Repeats, recency, age, ledger.MeanRepeatSpend).Value).Where(double.IsFinite).Order().ToArray();
        if (values.Length < 20) return null;
        decimal Quantile(double p) => Money.ToMajor((long)Math.Round(Quantiles.Type7(values, p), MidpointRounding.AwayFromZero), options.BaseCurrency);
        return new ValueIntervalView(Quantile((1 - parameters.Level) / 2), Quantile((1 + parameters.Level) / 2), parameters.Level, values.Length);
    }
}
