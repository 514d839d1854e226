namespace CrmPlatform.Insights.Domain;

/// <summary>Days, weeks and months of the organisation (I13). A period is a plain number: a day's number, or year and month as 202611.</summary>
internal sealed class OrganisationCalendar(TimeZoneInfo zone, TimeProvider time)
{
    public OrganisationCalendar(string zone, TimeProvider time) : this(TimeZoneInfo.FindSystemTimeZoneById(zone), time) { }

    public string Zone => zone.Id;

    public DateOnly Today => DayOf(time.GetUtcNow());

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The instant a day begins.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        // Where the clocks jump over midnight the day begins an hour later.
        return zone.IsInvalidTime(local) ? StartOf(local.AddHours(1)) : StartOf(local);
    }

    public static int MonthOf(DateOnly day) => day.Year * 100 + day.Month;

    public static DateOnly FirstOf(int month) => new(month / 100, month % 100, 1);

    /// <summary>A week begins on Monday (ISO 8601).</summary>
    public static DateOnly WeekOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    // Where the clocks go back over midnight it strikes twice, and the day has begun with the first time.
    private DateTimeOffset StartOf(DateTime local) => new(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));
}
