using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Lifetime;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Clv;

/// <summary>The length of a period of a value's horizon.</summary>
public enum PeriodUnit
{
    [Names("Week", "周", "週")] Week,
    [Names("Month", "月", "月")] Month,
    [Names("Year", "年", "年")] Year,
}

/// <summary>
/// What a run of values is to suppose; what is left out is as set up. With a horizon, discount or margin of its own it is a what-if: read by
/// its id (<c>run</c>), and neither what is shown nor zones or warnings rest on it where there is a run as set up.
/// </summary>
/// <param name="AsOf">The day the value speaks of; today when left out. Only what was bought by then counts.</param>
/// <param name="Periods">The horizon.</param>
/// <param name="DiscountRate">Per period, above −1; the yearly rate as set up, converted, when left out.</param>
/// <param name="Margin">0 to 1; the ledger's own where it knows costs, else as set up.</param>
/// <param name="Draws">Of the bootstrap behind the interval, 20 to 2000; 0 leaves the interval out.</param>
public sealed record ValueRequest(
    DateOnly? AsOf = null, int? Periods = null, PeriodUnit Unit = PeriodUnit.Month, double? DiscountRate = null, double? Margin = null,
    double Level = 0.95, [property: Range(0, 2000)] int Draws = 100);

/// <summary>I4: customer lifetime value with an explicit horizon, discount and unit of time; a job, for models are fitted.</summary>
internal static class ValueCustomers
{
    public const string JobKind = "insights-clv";
    public const string Path = "clv";
    public const int Keep = 3;

    public static async Task<Accepted<JobView>> QueueAsync(
        ValueRequest request, InsightsDb db, OrganisationCalendar calendar, IOptions<InsightsOptions> options, Caller caller, TimeProvider time, JobSignal signal,
        CancellationToken cancellationToken)
    {
        Analyses.RequirePast(request.AsOf, calendar);
        if (!(request.Level is > 0 and < 1)) throw InsightRefusedException.OutOfRange("level", request.Level, "above 0 and below 1");
        if (request.Margin is { } margin && !(margin is >= 0 and <= 1)) throw InsightRefusedException.OutOfRange("margin", margin, "0 to 1");
        if (request.Draws is > 0 and < 20) throw InsightRefusedException.OutOfRange("draws", request.Draws, "0 or 20 to 2000");
        Horizon(request, options.Value);
        return await Analyses.QueueAsync(db, JobKind, Path, request, caller, time, signal, cancellationToken);
    }

    /// <summary>Refuses a horizon of nothing and a discount of everything.</summary>
    public static ValueHorizon<Week> Horizon(ValueRequest request, InsightsOptions options)
    {
        var periods = request.Periods ?? request.Unit switch
        {
            PeriodUnit.Week => (int)Math.Round(options.HorizonMonths * Month.Days / Week.Days),
            PeriodUnit.Year => Math.Max(1, options.HorizonMonths / 12),
            _ => options.HorizonMonths,
        };
        var period = Time<Week>.FromDays(request.Unit switch { PeriodUnit.Week => Week.Days, PeriodUnit.Year => 12 * Month.Days, _ => Month.Days });
        return request.DiscountRate is { } rate
            ? new ValueHorizon<Week>(periods, period, rate)
            : ValueHorizon<Week>.WithYearlyDiscount(periods, period, options.YearlyDiscount);
    }

    /// <summary>Whether it departs from what the house has set up; the day and how surely it is told do not.</summary>
    private static bool IsSupposed(ValueRequest request) => request is not { Periods: null, Unit: PeriodUnit.Month, DiscountRate: null, Margin: null };

    internal sealed class Work(CurrentGeneration current, TimeProvider time, OrganisationCalendar calendar, IOptions<InsightsOptions> options)
        : AnalysisWork<ValueRequest>(current, time)
    {
        protected override async Task AnalyseAsync(RunStore store, ValueRequest request, CancellationToken cancellationToken)
        {
            var asOf = request.AsOf ?? calendar.Today;
            var basis = await store.ReadAsync(db => ValueBasis.ReadAsync(db, asOf, options.Value, cancellationToken), cancellationToken);
            var suppose = request with { AsOf = asOf, Margin = request.Margin ?? basis.Margin };
            var horizon = Horizon(request, options.Value);
            suppose = suppose with { Periods = horizon.Periods, DiscountRate = horizon.DiscountPerPeriod };
            await store.TellAsync(20, cancellationToken);

            var models = FittedModels.Fit(basis.Customers);
            await store.BeginAsync(IsSupposed(request) ? RunKinds.SupposedValues : RunKinds.Values, asOf, suppose, cancellationToken);
            await store.TellAsync(40, cancellationToken);
            var rows = Valuation.Of(basis, models, horizon, suppose.Margin!.Value, options.Value);
            await store.TellAsync(60, cancellationToken);
            var report = ValueReport.Of(basis, models, horizon, suppose, rows);
            await store.WriteAsync(rows, cancellationToken);
            await store.WriteAsync(EquityRow.Of(rows), cancellationToken);
            await store.EndAsync(report, Keep, cancellationToken);
        }
    }
}
