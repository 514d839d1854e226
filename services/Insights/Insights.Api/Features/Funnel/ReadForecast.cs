using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Forecasting;
using CrmPlatform.Insights.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Funnel;

/// <summary>I7: what the weighted forecast is summed by.</summary>
public enum ForecastAxis
{
    [Names("Month", "月", "月")] Month,
    [Names("Owner", "负责人", "負責人")] Owner,
    [Names("Team", "团队", "團隊")] Team,
}

/// <param name="Key">Month as 2026-11, empty for deals without an expected close; or owner or team.</param>
public sealed record WeightedView(string Key, int Deals, decimal Amount, decimal Weighted, decimal Low, decimal High);

public sealed record WeightedForecastView(ForecastAxis By, double Level, string Currency, int Deals, decimal Amount, decimal Weighted, [property: CsvTable] IReadOnlyList<WeightedView> Sums);

/// <summary>I7: Σ amount × probability of the open deals, with interval, and the deals themselves.</summary>
internal static class ReadForecast
{
    public static async Task<Ok<WeightedForecastView>> WeightedAsync(
        InsightsDb db, IOptions<InsightsOptions> options, CancellationToken cancellationToken, [CodeOf<ForecastAxis>] string by = "month", double level = Intervals.DefaultLevel)
    {
        var axis = EnumCode.Parse<ForecastAxis>(by);
        var currency = options.Value.BaseCurrency;
        var deals = (await db.Opportunities.AsNoTracking().Where(o => o.State == "open").ToListAsync(cancellationToken)).Select((o, i) => new OpenDeal(
            i, o.Amount, Math.Clamp(o.Probability, 0, 100) / 100.0, o.ExpectedClose is { } day ? DateOnly.FromDayNumber(day) : DateOnly.MinValue, o.OwnerId, o.Team)).ToList();
        var sums = WeightedFunnel.By(deals, deal => KeyOf(deal, axis), level);
        decimal Major(double minor) => Money.ToMajor((long)Math.Round(minor, MidpointRounding.AwayFromZero), currency);
        return TypedResults.Ok(new WeightedForecastView(axis, level, currency, deals.Count, Money.ToMajor(deals.Sum(d => d.Amount), currency), Major(sums.Sum(s => s.Weighted)),
            [.. sums.Select(s => new WeightedView(s.Key, s.Deals.Count, Money.ToMajor(s.Amount, currency), Major(s.Weighted), Major(s.Low), Major(s.High)))]));
    }

    /// <summary>The open deals of one month, owner or team; they come to the same.</summary>
    public static async Task<Ok<Page<DealView>>> DealsAsync(
        InsightsDb db, Cursors cursors, IOptions<InsightsOptions> options, CancellationToken cancellationToken,
        [CodeOf<ForecastAxis>] string by = "month", [StringLength(100)] string key = "", [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"weighted:{by}:{key}";
        var after = cursors.Read<Place<long>>(cursor, list);
        var deals = Of(db.Opportunities.AsNoTracking().Where(o => o.State == "open"), EnumCode.Parse<ForecastAxis>(by), key);
        if (after is not null) deals = deals.Where(o => o.Amount <= after.Value);
        var rows = await deals.OrderByDescending(o => o.Amount).ThenBy(o => o.Id).Skip(after?.Seen ?? 0).Take(limit + 1).ToListAsync(cancellationToken);
        var names = await db.NamesAsync(rows.Select(deal => deal.CustomerNo).OfType<long>(), cancellationToken);
        return TypedResults.Ok(cursors.PageByPlace(rows, limit, list, after, deal => deal.Amount, deal => ListDeals.View(deal, null, names, options.Value.BaseCurrency)));
    }

    private static string KeyOf(OpenDeal deal, ForecastAxis axis) => axis switch
    {
        ForecastAxis.Owner => deal.Owner,
        ForecastAxis.Team => deal.Team,
        _ => deal.ExpectedClose == DateOnly.MinValue ? "" : Months.Text(deal.ExpectedClose),
    };

    private static IQueryable<OpportunityRow> Of(IQueryable<OpportunityRow> deals, ForecastAxis axis, string key)
    {
        if (axis == ForecastAxis.Owner) return deals.Where(o => o.OwnerId == key);
        if (axis == ForecastAxis.Team) return deals.Where(o => o.Team == key);
        if (key.Length == 0) return deals.Where(o => o.ExpectedClose == null);
        if (!DateOnly.TryParseExact($"{key}-01", "yyyy-MM-dd", out var month) || month.Year is < 1900 or > 2999) throw InsightRefusedException.OutOfRange("key", key, "a month as 2026-11");
        var (first, last) = (month.DayNumber, month.AddMonths(1).DayNumber - 1);
        return deals.Where(o => o.ExpectedClose >= first && o.ExpectedClose <= last);
    }
}
