using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Funnel;

/// <param name="Method"><c>croston</c> for what sells now and then, <c>smoothing</c> for the rest, <c>none</c> where nothing was sold.</param>
/// <param name="SoldLastYear">Units, returns taken off.</param>
/// <param name="Total">Of all periods together.</param>
public sealed record ProductDemandView(string Product, string? Name, string Method, double SoldLastYear, ForecastView? Total, IReadOnlyList<ForecastView> Months);

/// <summary>I7: expected demand per product in units by month, for the stock-keepers.</summary>
internal static class ExpectedDemand
{
    private const int MonthsBack = 60;

    public static async Task<Ok<Page<ProductDemandView>>> HandleAsync(
        InsightsDb db, Cursors cursors, OrganisationCalendar calendar, DemandForecasts forecasts, CancellationToken cancellationToken, int horizon = 3, double level = Intervals.DefaultLevel,
        [StringLength(60)] string? product = null, [PageLimit] int limit = 20, string? cursor = null)
    {
        if (horizon is < 1 or > 24) throw InsightRefusedException.OutOfRange("horizon", horizon, "1 to 24 months");
        Intervals.RequireLevel(level);
        var list = $"demand:{horizon}:{level}:{product}";
        var after = cursors.Read<Position>(cursor, list)?.Product ?? "";
        var days = db.ProductDays.AsNoTracking();
        var codes = product is not null
            ? [product]
            : await days.Select(d => d.Product).Distinct().Where(code => code.CompareTo(after) > 0).OrderBy(code => code).Take(limit + 1).ToListAsync(cancellationToken);
        var shown = codes.Take(limit).ToArray();
        var present = OrganisationCalendar.FirstOf(OrganisationCalendar.MonthOf(calendar.Today));
        var (first, last) = (present.AddMonths(-MonthsBack).DayNumber, present.DayNumber);
        var sold = (await days.Where(d => shown.Contains(d.Product) && d.Day >= first && d.Day < last).Select(d => new { d.Product, d.Day, Units = d.Sold - d.Returned }).ToListAsync(cancellationToken))
            .ToLookup(d => d.Product, d => (d.Day, d.Units));
        var names = await db.ProductNamesAsync(shown, cancellationToken);
        return TypedResults.Ok(new Page<ProductDemandView>(
            [.. shown.Select(code => View(code, names.GetValueOrDefault(code), sold[code], present, forecasts, horizon, level))],
            codes.Count > limit ? cursors.Write(new Position(shown[^1]), list) : null));
    }

    private static ProductDemandView View(string code, string? name, IEnumerable<(int Day, long Units)> days, DateOnly present, DemandForecasts forecasts, int horizon, double level)
    {
        var months = days.GroupBy(d => OrganisationCalendar.MonthOf(DateOnly.FromDayNumber(d.Day))).ToDictionary(same => same.Key, same => same.Sum(d => d.Units));
        var lastYear = months.Where(m => OrganisationCalendar.FirstOf(m.Key) >= present.AddYears(-1)).Sum(m => m.Value) / 1000.0;
        if (!months.Values.Any(units => units > 0)) return new ProductDemandView(code, name, "none", lastYear, null, []);
        var series = new List<double>();
        // More returned than sold in a month is no demand.
        for (var month = OrganisationCalendar.FirstOf(months.Keys.Min()); month < present; month = month.AddMonths(1))
            series.Add(Math.Max(0, months.GetValueOrDefault(OrganisationCalendar.MonthOf(month)) / 1000.0));
        var foreseen = forecasts.Foresee([.. series], 12, horizon, level);
        return new ProductDemandView(code, name, foreseen.Intermittent ? "croston" : "smoothing", lastYear,
            new ForecastView($"{Months.Text(present)} to {Months.Text(present.AddMonths(horizon - 1))}", foreseen.Total.Mean, foreseen.Total.Low, foreseen.Total.High),
            [.. foreseen.Periods.Select((p, i) => new ForecastView(Months.Text(present.AddMonths(i)), p.Mean, p.Low, p.High))]);
    }

    private sealed record Position(string Product);
}
