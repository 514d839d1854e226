using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Forecasting;
using CrmPlatform.Insights.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Funnel;

/// <summary>I7: which monthly series is foreseen.</summary>
public enum ForecastSeries
{
    [Names("Sales", "销售额", "銷售額")] Sales,
    [Names("Contracts signed", "签约额", "簽約額")] Contracts,
}

/// <param name="Form">Trend and season of the smoothing that was chosen.</param>
/// <param name="Tried">Every form with its corrected Akaike criterion; the least was chosen.</param>
public sealed record StatisticalForecastView(
    ForecastSeries Series, string Currency, double Level, string Form, IReadOnlyList<TriedForm> Tried, IReadOnlyList<MonthAmount> Past, [property: CsvTable] IReadOnlyList<ForecastView> Months);

public sealed record TriedForm(string Form, double CorrectedAkaike);

public sealed record MonthAmount(string Period, decimal Amount);

/// <summary>I7: the statistical forecast from full months, with its interval; the form of smoothing is chosen by the data.</summary>
internal static class StatisticalSales
{
    private const int Least = 6;
    private const int MostMonths = 120;

    public static async Task<Ok<StatisticalForecastView>> HandleAsync(
        InsightsDb db, OrganisationCalendar calendar, IOptions<InsightsOptions> options, CancellationToken cancellationToken,
        [CodeOf<ForecastSeries>] string series = "sales", int horizon = 6, double level = Intervals.DefaultLevel, [StringLength(60)] string? team = null, [StringLength(100)] string? person = null)
    {
        if (horizon is < 1 or > 60) throw InsightRefusedException.OutOfRange("horizon", horizon, "1 to 60 months");
        Intervals.RequireLevel(level);
        var of = EnumCode.Parse<ForecastSeries>(series);
        // The month under way is always behind: it is left out.
        var present = OrganisationCalendar.MonthOf(calendar.Today);
        var sums = (of == ForecastSeries.Sales ? await SalesAsync(db, present, team, person, cancellationToken) : await ContractsAsync(db, present, team, person, cancellationToken));
        var past = Filled(sums, present);
        if (past.Count < Least)
            throw InsightRefusedException.CannotFit("forecast.too-short", $"{past.Count} full months are known; {Least} are needed for a forecast.");
        var currency = options.Value.BaseCurrency;
        var chosen = StatisticalForecast.Of([.. past.Select(m => (double)m.Amount)], 12, horizon, level);
        decimal Major(double minor) => Money.ToMajor((long)Math.Round(minor, MidpointRounding.AwayFromZero), currency);
        var next = OrganisationCalendar.FirstOf(present);
        return TypedResults.Ok(new StatisticalForecastView(of, currency, level, Text(chosen.Model.Form),
            [.. chosen.Tried.Where(t => double.IsFinite(t.CorrectedAkaike)).Select(t => new TriedForm(Text(t.Form), t.CorrectedAkaike))],
            [.. past.Select(m => new MonthAmount(Months.Text(m.Month), Money.ToMajor(m.Amount, currency)))],
            [.. chosen.Points.Select((p, i) => new ForecastView(Months.Text(next.AddMonths(i)), (double)Major(p.Mean), (double)Major(p.Low), (double)Major(p.High)))]));
    }

    private static async Task<Dictionary<int, long>> SalesAsync(InsightsDb db, int present, string? team, string? person, CancellationToken cancellationToken)
    {
        var rows = db.Sales.AsNoTracking().Where(s => s.Grain == Grain.Month && s.Period < present);
        if (team is not null) rows = rows.Where(s => s.Team == team);
        if (person is not null) rows = rows.Where(s => s.Person == person);
        return await rows.GroupBy(s => s.Period).Select(same => new { same.Key, Net = same.Sum(s => s.Sales - s.Refunds) }).ToDictionaryAsync(m => m.Key, m => m.Net, cancellationToken);
    }

    private static async Task<Dictionary<int, long>> ContractsAsync(InsightsDb db, int present, string? team, string? person, CancellationToken cancellationToken)
    {
        var rows = db.Tallies.AsNoTracking().Where(t => t.Grain == Grain.Month && t.Measure == Measure.ContractsSigned && t.Period < present);
        if (team is not null) rows = rows.Where(t => t.Team == team);
        if (person is not null) rows = rows.Where(t => t.Person == person);
        return await rows.GroupBy(t => t.Period).Select(same => new { same.Key, Amount = same.Sum(t => t.Amount) }).ToDictionaryAsync(m => m.Key, m => m.Amount, cancellationToken);
    }

    /// <summary>From the first month with anything to the last full one; a month without is 0.</summary>
    private static List<(int Month, long Amount)> Filled(Dictionary<int, long> sums, int present)
    {
        var months = new List<(int, long)>();
        if (sums.Count == 0) return months;
        var last = OrganisationCalendar.FirstOf(present).AddMonths(-1);
        for (var month = OrganisationCalendar.FirstOf(sums.Keys.Min()); month <= last; month = month.AddMonths(1))
            months.Add((OrganisationCalendar.MonthOf(month), sums.GetValueOrDefault(OrganisationCalendar.MonthOf(month))));
        return months.Count > MostMonths ? months[^MostMonths..] : months;
    }

    private static string Text(SmoothingForm form) => $"trend {form.Trend.ToString().ToLowerInvariant()}, season {form.Season.ToString().ToLowerInvariant()}";
}
