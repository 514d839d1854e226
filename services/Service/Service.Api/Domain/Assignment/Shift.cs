using System.Collections.Immutable;
using CrmPlatform.Service.Domain.Calendars;
using CrmPlatform.ServiceDefaults.Domain;
using NodaTime;

namespace CrmPlatform.Service.Domain.Assignment;

/// <summary>Hours somebody works each week on the wall clock of a zone; they belong to the day on which they begin.</summary>
internal sealed record Shift
{
    private readonly DateTimeZone zone;

    private Shift(ImmutableArray<DayOfWeek> days, HourSpan hours, DateTimeZone zone) => (Days, Hours, this.zone) = (days, hours, zone);

    public ImmutableArray<DayOfWeek> Days { get; }

    public HourSpan Hours { get; }

    public string Zone => zone.Id;

    /// <summary>Refuses a zone the IANA database does not know (<c>shift.unknown-zone</c>) and no days (<c>shift.no-days</c>).</summary>
    public static Outcome<Shift> Of(IEnumerable<DayOfWeek> days, HourSpan hours, string zone)
    {
        ImmutableArray<DayOfWeek> distinct = [.. days.Distinct().Order()];
        if (distinct.IsEmpty)
            return Refusal.Invalid("days", "shift.no-days", "A shift falls on at least one day of the week.");
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not { } known)
            return Refusal.Invalid("zone", "shift.unknown-zone", $"'{zone}' is no time zone of the IANA database; write for example Asia/Shanghai.");
        return new Shift(distinct, hours, known);
    }

    /// <summary>Whether the wall clock then shows a time inside the hours.</summary>
    public bool Covers(DateTimeOffset at)
    {
        var wall = Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime.ToDateTimeUnspecified();
        var time = TimeOnly.FromDateTime(wall);
        var overnight = Hours.To <= Hours.From;
        return (Days.Contains(wall.DayOfWeek) && time >= Hours.From && (overnight || time < Hours.To))
            || (overnight && Days.Contains(wall.AddDays(-1).DayOfWeek) && time < Hours.To);
    }

    /// <summary>When it begins next after an instant at which it does not cover; at most about a week away.</summary>
    public DateTimeOffset? NextStart(DateTimeOffset after)
    {
        var today = DateOnly.FromDateTime(after.UtcDateTime);
        var week = new CalendarDefinition("shift", Zone) { Week = Days.ToImmutableDictionary(day => day, _ => ImmutableArray.Create(Hours)) };
        var intervals = OpenIntervals.Compile(week, today.AddDays(-1), today.AddDays(16));
        return !intervals.IsOpen(after.UtcTicks) && intervals.NextChange(after.UtcTicks) is { } tick ? new DateTimeOffset(tick, TimeSpan.Zero) : null;
    }

    public bool Equals(Shift? other) =>
        other is not null && Days.SequenceEqual(other.Days) && Hours == other.Hours && Zone == other.Zone;

    public override int GetHashCode() => HashCode.Combine(Days.Length, Hours, Zone);
}

/// <summary>Somebody is away; the end does not belong to it.</summary>
internal readonly record struct Absence(DateTimeOffset From, DateTimeOffset To)
{
    public bool Covers(DateTimeOffset at) => From <= at && at < To;
}
