using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Dashboard;

/// <summary>How long the periods of a history are.</summary>
public enum HistoryGrain
{
    [Names("Day", "日", "日")] Day,
    [Names("Month", "月", "月")] Month,
}

/// <param name="Period">A day as 2026-11-24 or a month as 2026-11.</param>
/// <param name="Amount">Of deals and contracts, in the base currency; null for what has none.</param>
/// <param name="Minutes">Of visits, calls and other activities; null for what has none.</param>
public sealed record CountOfPeriod(string Period, long Count, decimal? Amount, long? Minutes);

/// <param name="TimeZone">Whose days and months these are.</param>
public sealed record HistoryView(
    Measure Measure, string Name, HistoryGrain Grain, string TimeZone, RangeView Range, string Currency, long Count, decimal? Amount, long? Minutes,
    [property: CsvTable] IReadOnlyList<CountOfPeriod> Periods);

/// <summary>
/// I13: a count by day or month. In the organisation's time zone it comes from sums that are kept; in another one, whose days are cut
/// elsewhere, from the rows of the range, and so do complaints for who does not see all of them.
/// </summary>
internal static class ReadHistory
{
    /// <summary>Days of rows that are gone through for another time zone.</summary>
    private const int MostForeignDays = 400;

    public static async Task<Ok<HistoryView>> HandleAsync(
        [CodeOf<Measure>] string measure, InsightsDb db, CallerAccessor rights, HttpRequest request, OrganisationCalendar organisation, IOptions<InsightsOptions> options, TimeProvider time,
        CancellationToken cancellationToken, [CodeOf<HistoryGrain>] string grain = "day", DateOnly? from = null, DateOnly? to = null,
        [StringLength(60)] string? zone = null, [StringLength(60)] string? team = null, [StringLength(100)] string? person = null)
    {
        var (wanted, by) = (EnumCode.Parse<Measure>(measure), EnumCode.Parse<HistoryGrain>(grain));
        if (Behind.IsPresent(wanted))
            throw InsightRefusedException.OutOfRange("measure", measure, "one that has days; this is of the present, see the dashboard");
        if (rights.May(Behind.RightToRead(wanted))) rights.Caller.SeeNoFurtherThan(rights.ReachOf(Behind.RightToRead(wanted)));
        var asked = AskedDays.Of(from, to, zone, organisation, time, by == HistoryGrain.Day ? 31 : 366);
        if (!asked.OfOrganisation && asked.Days.Count > MostForeignDays)
            throw InsightRefusedException.OutOfRange("from", $"{asked.Days.From:yyyy-MM-dd}", $"at most {MostForeignDays} days before {asked.Days.To:yyyy-MM-dd} in a time zone that is not the organisation's");
        var sums = asked.OfOrganisation && (db.ReachesAll || !Behind.IsSeenBeyondItsTeam(wanted))
            ? await KeptAsync(db, wanted, by, asked, team, person, cancellationToken)
            : await CountedAsync(db, wanted, by, asked, team, person, cancellationToken);
        var (currency, money, minutes) = (options.Value.BaseCurrency, Behind.IsMoney(wanted), Behind.IsMinutes(wanted));
        decimal? Amount(long amount) => money ? Money.ToMajor(amount, currency) : null;
        long? Minutes(long amount) => minutes ? amount : null;
        return TypedResults.Ok(new HistoryView(wanted, Terms.Name(wanted, request.Language()), by, asked.Calendar.Zone, RangeView.Of(asked.Days), currency,
            sums.Values.Sum(s => s.Count), Amount(sums.Values.Sum(s => s.Amount)), Minutes(sums.Values.Sum(s => s.Amount)),
            [.. Periods.Of(asked.Days, by).Select(period => (period, Sum: sums.GetValueOrDefault(period))).Select(p => new CountOfPeriod(p.period, p.Sum.Count, Amount(p.Sum.Amount), Minutes(p.Sum.Amount)))]));
    }

    /// <summary>From sums of whole days: a month that is asked for in part counts in part.</summary>
    private static async Task<Dictionary<string, TallyValue>> KeptAsync(
        InsightsDb db, Measure measure, HistoryGrain by, AskedDays asked, string? team, string? person, CancellationToken cancellationToken)
    {
        var (first, last) = asked.Touched;
        var rows = db.Tallies.AsNoTracking().Where(t => t.Grain == Grain.Day && t.Measure == measure && t.Period >= first && t.Period <= last);
        if (team is not null) rows = rows.Where(t => t.Team == team);
        if (person is not null) rows = rows.Where(t => t.Person == person);
        var days = await rows.GroupBy(t => t.Period).Select(same => new { same.Key, Count = same.Sum(t => t.Count), Amount = same.Sum(t => t.Amount) }).ToListAsync(cancellationToken);
        return days.GroupBy(d => Periods.Of(DateOnly.FromDayNumber(d.Key), by)).ToDictionary(same => same.Key, same => new TallyValue(same.Sum(d => d.Count), same.Sum(d => d.Amount)));
    }

    private static async Task<Dictionary<string, TallyValue>> CountedAsync(
        InsightsDb db, Measure measure, HistoryGrain by, AskedDays asked, string? team, string? person, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<string, TallyValue>(StringComparer.Ordinal);
        await foreach (var thing in ListBehind.Things(db, measure, asked, team, person).Select(t => new { t.At, t.Amount }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var period = Periods.Of(asked.Calendar.DayOf(thing.At), by);
            sums[period] = sums.GetValueOrDefault(period) + new TallyValue(1, thing.Amount);
        }
        return sums;
    }
}

internal static class Periods
{
    public static string Of(DateOnly day, HistoryGrain grain) => grain == HistoryGrain.Day ? Months.Day(day) : Months.Text(day);

    /// <summary>Every period of a range, also those in which nothing happened.</summary>
    public static IEnumerable<string> Of(Days days, HistoryGrain grain)
    {
        for (var day = days.From; day <= days.To; day = grain == HistoryGrain.Day ? day.AddDays(1) : new DateOnly(day.Year, day.Month, 1).AddMonths(1)) yield return Of(day, grain);
    }
}
