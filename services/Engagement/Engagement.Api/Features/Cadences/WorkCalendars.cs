using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Rounds;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Cadences;

/// <summary>The organisation's working days.</summary>
/// <param name="Weekend">Weekly days off.</param>
/// <param name="Holidays">Days off; they win over the week.</param>
/// <param name="WorkedDays">Days worked though the week or a holiday says otherwise (调休); they win over all.</param>
/// <param name="DayStarts">When the working day begins.</param>
public sealed record WorkCalendarRequest(
    [property: MaxLength(6)] IReadOnlyList<DayOfWeek> Weekend,
    [property: MaxLength(2000)] IReadOnlyList<DateOnly> Holidays,
    [property: MaxLength(2000)] IReadOnlyList<DateOnly> WorkedDays,
    TimeOnly DayStarts);

/// <summary>The calendar in force; its zone is a setting of the service.</summary>
public sealed record WorkCalendarView(
    string TimeZone, IReadOnlyList<DayOfWeek> Weekend, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> WorkedDays, TimeOnly DayStarts, long Version) : IVersionedView;

/// <summary>E6: the calendar by which due days are shifted and working days counted.</summary>
internal static class WorkCalendars
{
    public static async Task<Ok<WorkCalendarView>> ReadAsync(EngagementDb db, IOptions<EngagementOptions> options, CancellationToken cancellationToken)
    {
        var stored = await db.SettingAsync(StoredCalendar.Name, StoredCalendar.Default, cancellationToken);
        return TypedResults.Ok(View(stored.Value, options.Value.TimeZone, stored.Version));
    }

    public static async Task<Results<Ok<WorkCalendarView>, Invalid, Stale>> ReplaceAsync(
        WorkCalendarRequest request, IfMatch ifMatch, EngagementDb db, RoundSignal rounds, IOptions<EngagementOptions> options, CancellationToken cancellationToken)
    {
        if (request.Weekend.Distinct().Count() == 7) return new Invalid("weekend", "A week needs a working day.", "calendar.no-working-day");
        var present = await db.SettingAsync(StoredCalendar.Name, StoredCalendar.Default, cancellationToken);
        if (ifMatch.Version is { } seen && seen != present.Version) return new Stale(present.Version);
        var calendar = new StoredCalendar([.. request.Weekend.Distinct()], [.. request.Holidays.Distinct().Order()], [.. request.WorkedDays.Distinct().Order()], request.DayStarts);
        if (LongestBreak(calendar.In(options.Value.TimeZone)) > WorkCalendar.LongestBreakDays)
            return new Invalid("holidays", $"There are more than {WorkCalendar.LongestBreakDays} days in a row without work.", "calendar.endless-holiday");
        var written = await db.WriteSettingAsync(StoredCalendar.Name, calendar, cancellationToken, present.Version);
        db.AfterCommit(rounds.Pulse);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(View(calendar, options.Value.TimeZone, written.Version));

        int LongestBreak(WorkCalendar days)
        {
            var (longest, current) = (0, 0);
            if (calendar.Holidays is [var first, ..])
            {
                for (var day = first.AddDays(-7); day <= calendar.Holidays[^1].AddDays(7); day = day.AddDays(1))
                    longest = Math.Max(longest, current = days.IsWorkingDay(day) ? 0 : current + 1);
            }
            return longest;
        }
    }

    private static WorkCalendarView View(StoredCalendar c, string timeZone, long version) => new(timeZone, c.Weekend, c.Holidays, c.WorkedDays, c.DayStarts, version);
}
