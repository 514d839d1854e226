using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Forecasts;

/// <summary>
/// E8: the weighted forecast. The database adds up what is in the base currency, each amount weighted and rounded by itself; of other
/// currencies it says which amounts there are and how often, for a rate times an amount is more than its whole numbers hold.
/// </summary>
internal static class ReadForecast
{
    private const int LongestMonths = 36;

    public static async Task<Results<Ok<ForecastView>, Invalid>> HandleAsync(
        EngagementDb db, DealDesk deals, IOptions<EngagementOptions> options, CancellationToken cancellationToken, Coded<ForecastGrouping>? by = null,
        DateOnly? from = null, DateOnly? before = null, [StringLength(60)] string? pipeline = null, [StringLength(60)] string? team = null, [StringLength(100)] string? ownerId = null)
    {
        var today = deals.Today;
        var first = from ?? Months.FirstDay(today);
        var last = before ?? first.AddMonths(12);
        if (last <= first || last > first.AddMonths(LongestMonths)) return new Invalid("before", $"A forecast spans up to {LongestMonths} months.", "forecast.span");
        var all = db.Opportunities.AsNoTracking();
        if (pipeline is not null) all = all.Where(o => o.Pipeline == pipeline);
        if (team is not null) all = all.Where(o => o.Team == team);
        if (ownerId is not null) all = all.Where(o => o.OwnerId == ownerId);
        var calendar = new WorkCalendar(options.Value.TimeZone);
        List<IQueryable<Opportunity>> parts = [OpenWithin(all, from, last), .. WonWithin(all, first, last, today, calendar)];

        var (grouping, rates) = (by?.Value ?? ForecastGrouping.Owner, await deals.RatesAsync(cancellationToken));
        var currency = rates.BaseCurrency;
        var sums = await Together(parts, part => grouping == ForecastGrouping.Owner ? part.PerOwner(currency, today) : part.PerTeam(currency, today)).ToListAsync(cancellationToken);
        var lines = sums.Where(sum => sum.Currency == currency)
            .Select(sum => new ForecastLine(sum.OwnerId, sum.Team, MonthOf(sum, calendar), sum.Open, sum.Open > 0 ? sum.Minor : 0, sum.Open > 0 ? sum.Weighted : 0, sum.Won, sum.Won > 0 ? sum.Minor : 0, sum.Overdue))
            .ToList();
        var others = sums.Select(sum => sum.Currency).Where(code => code != currency).Distinct().ToLookup(code => rates.NanoOn(code, today) is not null);
        if (others[true].ToList() is { Count: > 0 } foreign)
        {
            var each = await Together(parts, part => part.Where(o => foreign.Contains(o.Currency)).PerAmount(today)).ToListAsync(cancellationToken);
            lines.AddRange(each.Select(sum => Forecast.LineOf(AlikeIn(sum, calendar), rates, today)!));
        }
        List<Guid> unconverted = [];
        if (others[false].ToList() is { Count: > 0 } unrated)
            unconverted = await Together(parts, part => part.Where(o => unrated.Contains(o.Currency)).Select(o => o.Id)).ToListAsync(cancellationToken);
        var undated = await all.Where(o => o.State == DealState.Open && o.ClosedAt == null && o.ExpectedMonth == null).Select(o => o.Id).ToListAsync(cancellationToken);
        return TypedResults.Ok(new ForecastView(
            currency, today,
            [.. Forecast.By(lines, owner: grouping == ForecastGrouping.Owner, team: grouping != ForecastGrouping.Total)
                .Select(l => new ForecastLineView(l.OwnerId is "" ? null : l.OwnerId, l.Team is "" ? null : l.Team, l.Month, l.OpenDeals, l.Open, l.Weighted, l.WonDeals, l.Won, l.Overdue))],
            [.. undated.Order()], [.. unconverted.Order()]));
    }

    // What should have closed before the span is late, not gone: asked for without a first day it stands in its own month.
    private static IQueryable<Opportunity> OpenWithin(IQueryable<Opportunity> all, DateOnly? from, DateOnly last)
    {
        var lastMonth = Months.Number(last);
        var open = all.Where(o => o.State == DealState.Open && o.ClosedAt == null && o.ExpectedMonth <= lastMonth && o.ExpectedClose < last);
        if (from is not { } first) return open;
        var firstMonth = Months.Number(first);
        return open.Where(o => o.ExpectedMonth >= firstMonth && o.ExpectedClose >= first);
    }

    // A day, and with it a month, is the organisation's: which instants that is, the database does not know.
    private static IEnumerable<IQueryable<Opportunity>> WonWithin(IQueryable<Opportunity> all, DateOnly first, DateOnly last, DateOnly today, WorkCalendar calendar)
    {
        for (var day = first; day < last && day <= today;)
        {
            var next = Months.FirstDay(day).AddMonths(1);
            var (since, until) = (calendar.DayBegins(day), calendar.DayBegins(next < last ? next : last));
            yield return all.Where(o => o.State == DealState.Won && o.ClosedAt >= since && o.ClosedAt < until);
            day = next;
        }
    }

    /// <summary>Asked in one statement, so that a deal which is won meanwhile is counted once.</summary>
    private static IQueryable<T> Together<T>(List<IQueryable<Opportunity>> parts, Func<IQueryable<Opportunity>, IQueryable<T>> ask) => parts.Select(ask).Aggregate((some, more) => some.Concat(more));

    private static DateOnly MonthOf(DealSum sum, WorkCalendar calendar) => sum.Won > 0 ? Months.FirstDay(calendar.DateAt(sum.FirstClosed!.Value)) : Months.FirstDay(sum.ExpectedMonth!.Value);

    private static AlikeDeals AlikeIn(DealSum sum, WorkCalendar calendar) => new(
        sum.OwnerId, sum.Team, MonthOf(sum, calendar), new Money(sum.AmountMinor ?? 0, sum.Currency), sum.ProbabilityPercent, sum.Won > 0 ? DealState.Won : DealState.Open,
        sum.Won > 0 ? sum.Won : sum.Open, sum.Overdue);
}
