using CrmPlatform.Service.Domain.Calendars;
using CsCheck;
using NodaTime;

namespace CrmPlatform.Service.Tests.Calendars;

/// <summary>Random calendars and instants, and a slow reading of a calendar that looks at the wall clock minute by minute.</summary>
internal static class CalendarCases
{
    // Zones with everything that goes wrong: half-hour daylight saving, changes at midnight, a skipped day, odd offsets.
    public static readonly string[] Zones =
    [
        "Asia/Shanghai", "Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo",
        "Pacific/Apia", "Africa/Casablanca", "Etc/UTC",
    ];

    // Around changes of the clocks in those zones, the skipped 30 December 2011 of Samoa among them.
    private static readonly DateTimeOffset[] Moments =
    [
        new(2025, 3, 30, 1, 0, 0, TimeSpan.Zero), new(2025, 10, 26, 1, 0, 0, TimeSpan.Zero), new(2025, 3, 9, 7, 0, 0, TimeSpan.Zero),
        new(2025, 11, 2, 6, 0, 0, TimeSpan.Zero), new(2025, 4, 5, 15, 0, 0, TimeSpan.Zero), new(2025, 10, 4, 15, 30, 0, TimeSpan.Zero),
        new(2017, 10, 15, 3, 0, 0, TimeSpan.Zero), new(2018, 2, 18, 2, 0, 0, TimeSpan.Zero), new(2011, 12, 30, 10, 0, 0, TimeSpan.Zero),
        new(2025, 2, 23, 2, 0, 0, TimeSpan.Zero), new(2024, 12, 31, 23, 0, 0, TimeSpan.Zero), new(2026, 2, 16, 0, 0, 0, TimeSpan.Zero),
    ];

    public static readonly Gen<DateTimeOffset> Instants =
        Gen.Select(Gen.OneOf(Moments), Gen.Int[-4 * 24 * 60, 4 * 24 * 60]).Select((moment, minutes) => moment.AddMinutes(minutes));

    private static readonly Gen<HourSpan> Spans =
        Gen.Select(Gen.Int[0, 95], Gen.Int[0, 95]).Select((from, to) => new HourSpan(Quarter(from), Quarter(to)));

    public static readonly Gen<CalendarDefinition> Definitions =
        Gen.Select(Gen.OneOf(Zones), Spans.Array[0, 2].Array[7], Spans.Array[0, 2], Gen.Int[-3, 3].Array[0, 3], Gen.OneOf(Moments))
            .Select((zone, week, special, days, moment) =>
            {
                var definition = new CalendarDefinition("random", zone)
                {
                    Week = Enum.GetValues<DayOfWeek>().ToDictionary(day => day, day => week[(int)day].ToImmutableArray()).ToImmutableDictionary(),
                };
                foreach (var day in days)
                {
                    var date = DateOnly.FromDateTime(moment.UtcDateTime).AddDays(day);
                    definition = definition with { SpecialDays = definition.SpecialDays.SetItem(date, new SpecialDay("special", [.. special])) };
                }

                return definition;
            })
            .Where(definition => definition.Check() is null);

    /// <summary>Open minutes by looking at the clock on the wall at each of them; both instants on whole minutes.</summary>
    public static TimeSpan SlowBetween(CalendarDefinition definition, DateTimeOffset from, DateTimeOffset to)
    {
        var minutes = 0;
        for (var at = from; at < to; at = at.AddMinutes(1))
            minutes += SlowIsOpen(definition, at) ? 1 : 0;
        return TimeSpan.FromMinutes(minutes);
    }

    public static bool SlowIsOpen(CalendarDefinition definition, DateTimeOffset at)
    {
        var wall = Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[definition.Zone]).LocalDateTime.ToDateTimeUnspecified();
        var (today, time) = (DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall));
        return definition.HoursOn(today).Any(span => time >= span.From && (time < span.To || span.To <= span.From))
            || definition.HoursOn(today.AddDays(-1)).Any(span => span.To <= span.From && time < span.To);
    }

    private static TimeOnly Quarter(int quarter) => TimeOnly.MinValue.AddMinutes(quarter * 15);
}
