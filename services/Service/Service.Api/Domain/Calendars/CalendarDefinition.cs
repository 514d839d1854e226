using System.Collections.Immutable;
using CrmPlatform.ServiceDefaults.Domain;
using NodaTime;

namespace CrmPlatform.Service.Domain.Calendars;

/// <summary>A day that is unlike its weekday: closed when it has no hours, else open in those (half days, working Saturdays).</summary>
internal sealed record SpecialDay(string Name, ImmutableArray<HourSpan> Hours)
{
    public static SpecialDay Closed(string name) => new(name, []);
}

/// <summary>
/// S5: when a place works, as people say it: a week of hours in the local time of a zone, and the days that differ. Hours belong to
/// the day on which they begin.
/// </summary>
internal sealed record CalendarDefinition(string Id, string Zone)
{
    public ImmutableDictionary<DayOfWeek, ImmutableArray<HourSpan>> Week { get; init; } =
        ImmutableDictionary<DayOfWeek, ImmutableArray<HourSpan>>.Empty;

    public ImmutableDictionary<DateOnly, SpecialDay> SpecialDays { get; init; } = ImmutableDictionary<DateOnly, SpecialDay>.Empty;

    /// <summary>What "a day" of a target is worth here; when not set, the length most days of the week have.</summary>
    public TimeSpan? DayLength { get; init; }

    /// <summary>Monday to Friday, 09:00-12:00 and 13:00-18:00.</summary>
    public static CalendarDefinition OfficeHours(string id, string zone) =>
        new CalendarDefinition(id, zone).OpenOn(
            [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], "09:00-12:00", "13:00-18:00");

    /// <summary>Always open; a day is 24 hours.</summary>
    public static CalendarDefinition AroundTheClock(string id) =>
        new CalendarDefinition(id, "Etc/UTC").OpenOn(Enum.GetValues<DayOfWeek>(), "00:00-24:00");

    /// <summary>The same with these hours on these weekdays.</summary>
    public CalendarDefinition OpenOn(IEnumerable<DayOfWeek> days, params string[] hours) =>
        this with { Week = Week.SetItems(days.Select(day => KeyValuePair.Create(day, HourSpan.Of(hours).ToImmutableArray()))) };

    /// <summary>The same with a day of its own hours; closed when none are given.</summary>
    public CalendarDefinition On(DateOnly date, string name, params string[] hours) =>
        this with { SpecialDays = SpecialDays.SetItem(date, new SpecialDay(name, [.. HourSpan.Of(hours)])) };

    /// <summary>The hours that begin on a date.</summary>
    public ImmutableArray<HourSpan> HoursOn(DateOnly date) =>
        SpecialDays.TryGetValue(date, out var special) ? special.Hours
        : Week.TryGetValue(date.DayOfWeek, out var hours) ? hours
        : [];

    /// <summary>Null, or why no clock could run by this calendar (<c>calendar.unknown-zone</c>, <c>calendar.never-open</c>, <c>calendar.day-length</c>).</summary>
    public Refusal? Check()
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) is null)
            return Refusal.Invalid("zone", "calendar.unknown-zone", $"'{Zone}' is no time zone of the IANA database; write for example Asia/Shanghai.");

        if (Week.Values.All(hours => hours.IsDefaultOrEmpty))
            return Refusal.Invalid("week", "calendar.never-open", "A calendar needs hours on at least one weekday, or nothing would ever fall due.");

        if (DayLength is { } length && (length <= TimeSpan.Zero || length > TimeSpan.FromDays(1)))
            return Refusal.Invalid("dayLength", "calendar.day-length", "A business day is longer than nothing and no longer than 24 hours.");

        return null;
    }
}
