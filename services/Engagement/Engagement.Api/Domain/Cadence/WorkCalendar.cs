using CrmPlatform.ServiceDefaults.Vocabulary;
using NodaTime;
using NodaTime.TimeZones;

namespace CrmPlatform.Engagement.Domain.Cadence;

/// <summary>Where a day goes that is no working day.</summary>
public enum DayShift
{
    [Names("Next working day", "顺延至下一工作日", "順延至下一工作日")] Following,
    [Names("Last working day before", "提前至上一工作日", "提前至上一工作日")] Preceding,
    [Names("Not shifted", "不调整", "不調整")] Unshifted,
}

/// <summary>
/// E6: the organisation's working days in its own time zone: weekends, holidays, and the weekend days that are worked
/// in exchange for a long holiday (调休). Zone rules come with the program, not from the machine.
/// </summary>
internal sealed class WorkCalendar
{
    /// <summary>Longer than any holiday: beyond it the calendar is an error, not a holiday.</summary>
    public const int LongestBreakDays = 120;

    private readonly DateTimeZone zone;
    private readonly HashSet<DayOfWeek> weekend;
    private readonly HashSet<DateOnly> holidays;
    private readonly HashSet<DateOnly> workedDays;
    private readonly LocalTime dayStarts;

    /// <param name="timeZone">IANA name, such as Asia/Shanghai.</param>
    /// <param name="weekend">Weekly days off; Saturday and Sunday when null.</param>
    /// <param name="holidays">Days off; they win over the week.</param>
    /// <param name="workedDays">Days worked though the week or a holiday says otherwise; they win over all.</param>
    /// <param name="dayStarts">When the working day begins; 09:00 when null.</param>
    /// <exception cref="ArgumentException">Unknown zone, or a week without a working day.</exception>
    public WorkCalendar(
        string timeZone,
        IEnumerable<DayOfWeek>? weekend = null,
        IEnumerable<DateOnly>? holidays = null,
        IEnumerable<DateOnly>? workedDays = null,
        TimeOnly? dayStarts = null)
    {
        zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone)
            ?? throw new ArgumentException($"There is no time zone {timeZone}; an IANA name such as Asia/Shanghai is wanted.", nameof(timeZone));
        this.weekend = [.. weekend ?? [DayOfWeek.Saturday, DayOfWeek.Sunday]];
        if (this.weekend.Count == 7) throw new ArgumentException("A week needs a working day.", nameof(weekend));
        this.holidays = [.. holidays ?? []];
        this.workedDays = [.. workedDays ?? []];
        this.dayStarts = LocalTime.FromTimeOnly(dayStarts ?? new TimeOnly(9, 0));
    }

    public bool IsWorkingDay(DateOnly day) =>
        workedDays.Contains(day) || (!weekend.Contains(day.DayOfWeek) && !holidays.Contains(day));

    /// <summary>The organisation's date at an instant.</summary>
    public DateOnly DateAt(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(zone).Date.ToDateOnly();

    /// <summary>The instant (UTC) at which work begins on a day; where the clock is put forward over it, the first moment after.</summary>
    public DateTimeOffset WorkBegins(DateOnly day) =>
        zone.ResolveLocal(LocalDate.FromDateOnly(day) + dayStarts, Resolvers.LenientResolver).ToInstant().ToDateTimeOffset();

    /// <summary>The instant (UTC) at which a day begins, which is not midnight where the clock is put forward over it.</summary>
    public DateTimeOffset DayBegins(DateOnly day) => zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToInstant().ToDateTimeOffset();

    /// <summary>The day itself when it is worked, or the next or last one that is.</summary>
    public DateOnly Shift(DateOnly day, DayShift shift)
    {
        if (shift == DayShift.Unshifted) return day;
        var step = shift == DayShift.Following ? 1 : -1;
        for (var days = 0; days < LongestBreakDays; days++, day = day.AddDays(step))
            if (IsWorkingDay(day)) return day;
        throw new InvalidOperationException($"The calendar has no working day within {LongestBreakDays} days of {day:O}.");
    }

    /// <summary>So many working days after a day; 0 is the day itself or the next working day.</summary>
    public DateOnly AddWorkingDays(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        day = Shift(day, DayShift.Following);
        for (; count > 0; count--) day = Shift(day.AddDays(1), DayShift.Following);
        return day;
    }
}
