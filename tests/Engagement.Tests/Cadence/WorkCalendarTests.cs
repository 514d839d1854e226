using CrmPlatform.Engagement.Domain.Cadence;

namespace CrmPlatform.Engagement.Tests.Cadence;

public class WorkCalendarTests
{
    /// <summary>National Day week of 2026 with the two Saturdays-and-Sundays worked for it, as an office might enter it.</summary>
    private static readonly WorkCalendar Shanghai = new(
        "Asia/Shanghai",
        holidays: Enumerable.Range(1, 7).Select(day => new DateOnly(2026, 10, day)),
        workedDays: [new(2026, 9, 27), new(2026, 10, 10)]);

    [Theory]
    [InlineData("2026-09-25", true)] // Friday
    [InlineData("2026-09-26", false)] // Saturday
    [InlineData("2026-09-27", true)] // Sunday, worked in exchange
    [InlineData("2026-10-01", false)] // holiday
    [InlineData("2026-10-10", true)] // Saturday, worked in exchange
    public void Holidays_weekends_and_exchanged_days_are_known(string day, bool worked) =>
        Assert.Equal(worked, Shanghai.IsWorkingDay(At.Day(day)));

    [Theory]
    [InlineData("2026-10-03", DayShift.Following, "2026-10-08")]
    [InlineData("2026-10-03", DayShift.Preceding, "2026-09-30")]
    [InlineData("2026-10-03", DayShift.Unshifted, "2026-10-03")]
    [InlineData("2026-09-26", DayShift.Following, "2026-09-27")]
    [InlineData("2026-10-09", DayShift.Preceding, "2026-10-09")]
    public void A_day_off_is_shifted_to_a_working_day(string day, DayShift shift, string shifted) =>
        Assert.Equal(At.Day(shifted), Shanghai.Shift(At.Day(day), shift));

    [Theory]
    [InlineData("2026-09-30", 0, "2026-09-30")]
    [InlineData("2026-09-30", 1, "2026-10-08")]
    [InlineData("2026-09-30", 3, "2026-10-10")]
    [InlineData("2026-10-02", 0, "2026-10-08")]
    public void Working_days_are_counted_over_a_holiday(string day, int count, string reached) =>
        Assert.Equal(At.Day(reached), Shanghai.AddWorkingDays(At.Day(day), count));

    [Theory]
    [InlineData("Asia/Shanghai", "2026-03-02", "2026-03-02T01:00Z")]
    [InlineData("Europe/Berlin", "2026-03-27", "2026-03-27T08:00Z")] // before summer time
    [InlineData("Europe/Berlin", "2026-03-30", "2026-03-30T07:00Z")] // after it
    [InlineData("America/New_York", "2026-11-02", "2026-11-02T14:00Z")]
    public void Work_begins_by_the_clock_on_the_wall(string zone, string day, string instant) =>
        Assert.Equal(At.Time(instant), new WorkCalendar(zone).WorkBegins(At.Day(day)));

    [Fact]
    public void An_hour_that_the_clock_leaves_out_begins_after_it()
    {
        var night = new WorkCalendar("Europe/Berlin", weekend: [], dayStarts: new TimeOnly(2, 30));
        Assert.Equal(At.Time("2026-03-29T01:30Z"), night.WorkBegins(new DateOnly(2026, 3, 29)));
    }

    [Fact]
    public void The_date_is_the_organisations()
    {
        var late = At.Time("2026-03-01T17:30Z");
        Assert.Equal(new DateOnly(2026, 3, 2), Shanghai.DateAt(late));
        Assert.Equal(new DateOnly(2026, 3, 1), new WorkCalendar("Europe/Berlin").DateAt(late));
    }

    [Fact]
    public void A_calendar_without_a_working_day_or_a_zone_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new WorkCalendar("Asia/Shanghai", weekend: Enum.GetValues<DayOfWeek>()));
        Assert.Throws<ArgumentException>(() => new WorkCalendar("China/Nowhere"));
        var shut = new WorkCalendar("Asia/Shanghai", holidays: Enumerable.Range(0, 400).Select(new DateOnly(2026, 1, 1).AddDays));
        Assert.Throws<InvalidOperationException>(() => shut.Shift(new DateOnly(2026, 1, 5), DayShift.Following));
    }
}
