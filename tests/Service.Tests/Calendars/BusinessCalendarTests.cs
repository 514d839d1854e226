using System.Globalization;
using CrmPlatform.Service.Domain.Calendars;
using CsCheck;

namespace CrmPlatform.Service.Tests.Calendars;

public sealed class BusinessCalendarTests
{
    [Fact]
    public void Business_time_is_what_a_look_at_the_wall_clock_each_minute_says() =>
        Gen.Select(CalendarCases.Definitions, CalendarCases.Instants, Gen.Int[0, 5 * 24 * 60]).Sample((definition, from, minutes) =>
        {
            var to = from.AddMinutes(minutes);
            Assert.Equal(CalendarCases.SlowBetween(definition, from, to), Calendar(definition).Between(from, to));
            Assert.Equal(CalendarCases.SlowIsOpen(definition, from), Calendar(definition).IsOpen(from));
        }, iter: 400);

    [Fact]
    public void Business_time_adds_up_over_any_split() =>
        Gen.Select(CalendarCases.Definitions, CalendarCases.Instants.Array[3]).Sample((definition, instants) =>
        {
            Array.Sort(instants);
            var calendar = Calendar(definition);
            Assert.Equal(
                calendar.Between(instants[0], instants[2]),
                calendar.Between(instants[0], instants[1]) + calendar.Between(instants[1], instants[2]));
            Assert.Equal(-calendar.Between(instants[0], instants[2]), calendar.Between(instants[2], instants[0]));
        });

    [Fact]
    public void A_duration_ends_at_the_first_instant_at_which_it_has_passed() =>
        Gen.Select(CalendarCases.Definitions, CalendarCases.Instants, Gen.Long[1, TimeSpan.TicksPerDay * 30]).Sample((definition, from, ticks) =>
        {
            var calendar = Calendar(definition);
            var duration = TimeSpan.FromTicks(ticks);
            var end = calendar.After(from, duration)!.Value;
            Assert.Equal(duration, calendar.Between(from, end));
            Assert.True(calendar.Between(from, end.AddTicks(-1)) < duration);
        });

    [Fact]
    public void Between_two_changes_it_is_all_open_or_all_closed() =>
        Gen.Select(CalendarCases.Definitions, CalendarCases.Instants).Sample((definition, at) =>
        {
            var calendar = Calendar(definition);
            if (calendar.NextChange(at) is not { } change)
                return;

            var open = calendar.IsOpen(at);
            Assert.Equal(open ? change - at : TimeSpan.Zero, calendar.Between(at, change));
            Assert.Equal(open, calendar.IsOpen(change.AddTicks(-1)));
            Assert.NotEqual(open, calendar.IsOpen(change));
        });

    [Fact]
    public void Wherever_the_writing_out_begins_and_ends_the_days_between_are_the_same() =>
        Gen.Select(CalendarCases.Definitions, CalendarCases.Instants, Gen.Int[1, 5]).Sample((definition, at, days) =>
        {
            var first = DateOnly.FromDateTime(at.UtcDateTime);
            var tight = OpenIntervals.Compile(definition, first, first.AddDays(days));
            var wide = OpenIntervals.Compile(definition, first.AddDays(-40), first.AddDays(60));
            Assert.Equal(wide.OpenBefore(tight.To) - wide.OpenBefore(tight.From), tight.OpenBefore(tight.To));
            for (var tick = tight.From; tick < tight.To; tick += TimeSpan.TicksPerHour / 2)
                Assert.Equal(wide.IsOpen(tick), tight.IsOpen(tick));
        });

    [Fact]
    public void The_order_of_questions_changes_no_answer() =>
        Gen.Select(CalendarCases.Definitions, CalendarCases.Instants, Gen.Int[-40, 40]).Sample((definition, at, years) =>
        {
            var asked = Calendar(definition);
            _ = asked.Between(at.AddYears(years), at.AddYears(years).AddDays(1));
            _ = asked.After(at, TimeSpan.FromDays(200));
            Assert.Equal(Calendar(definition).Between(at, at.AddDays(40)), asked.Between(at, at.AddDays(40)));
            Assert.Equal(Calendar(definition).After(at, TimeSpan.FromHours(100)), asked.After(at, TimeSpan.FromHours(100)));
        }, iter: 100);

    [Theory]
    // Zurich: on 30 March 2025 the clocks jump from 02:00 to 03:00, on 26 October from 03:00 back to 02:00.
    [InlineData("01:00-04:00", "2025-03-29T23:00Z", 23, 2.0)]
    [InlineData("01:00-04:00", "2025-10-25T22:00Z", 25, 4.0)]
    [InlineData("01:00-04:00", "2025-10-24T22:00Z", 24, 3.0)]
    [InlineData("02:15-02:45", "2025-03-29T23:00Z", 23, 0.0)]
    [InlineData("02:15-02:45", "2025-10-25T22:00Z", 25, 1.0)]
    [InlineData("00:00-24:00", "2025-03-29T23:00Z", 23, 23.0)]
    [InlineData("00:00-24:00", "2025-10-25T22:00Z", 25, 25.0)]
    public void On_the_days_the_clocks_change_real_hours_count(string hours, string localMidnight, int hoursOfThatDay, double expected)
    {
        var calendar = Calendar(new CalendarDefinition("z", "Europe/Zurich").OpenOn([DayOfWeek.Sunday, DayOfWeek.Saturday], hours));
        var midnight = DateTimeOffset.Parse(localMidnight, CultureInfo.InvariantCulture);
        Assert.Equal(TimeSpan.FromHours(expected), calendar.Between(midnight, midnight.AddHours(hoursOfThatDay)));
    }

    [Fact]
    public void Holidays_half_days_and_working_saturdays_count_as_said()
    {
        // Spring Festival 2026: closed 16 to 23 February, half a day on the 13th, Saturday 28 February is worked.
        var definition = CalendarDefinition.OfficeHours("cn", "Asia/Shanghai").On(new DateOnly(2026, 2, 13), "半天", "09:00-12:00")
            .On(new DateOnly(2026, 2, 28), "调休", "09:00-12:00", "13:00-18:00");
        for (var day = 16; day <= 23; day++)
            definition = definition.On(new DateOnly(2026, 2, day), "春节");
        var calendar = Calendar(definition);

        Assert.Equal(TimeSpan.FromHours(3), calendar.Between(Shanghai(2026, 2, 13), Shanghai(2026, 2, 14)));
        Assert.Equal(TimeSpan.Zero, calendar.Between(Shanghai(2026, 2, 14), Shanghai(2026, 2, 24)));
        Assert.Equal(TimeSpan.FromHours(8), calendar.Between(Shanghai(2026, 2, 28), Shanghai(2026, 3, 1)));
        Assert.Equal(Shanghai(2026, 2, 24).AddHours(10), calendar.After(Shanghai(2026, 2, 13).AddHours(11), TimeSpan.FromHours(2)));
    }

    [Fact]
    public void A_day_has_the_length_most_days_of_the_week_have_unless_said()
    {
        var week = CalendarDefinition.OfficeHours("o", "Etc/UTC").OpenOn([DayOfWeek.Saturday], "09:00-12:00");
        Assert.Equal(TimeSpan.FromHours(8), Calendar(week).DayLength);
        Assert.Equal(TimeSpan.FromHours(7.5), Calendar(week with { DayLength = TimeSpan.FromHours(7.5) }).DayLength);
        Assert.Equal(TimeSpan.FromHours(24), Calendar(CalendarDefinition.AroundTheClock("a")).DayLength);
    }

    // A duty of the morning and one of the whole day are one day's opening, not two.
    [Theory]
    [InlineData(9, "09:00-18:00", "10:00-12:00")]
    [InlineData(9, "09:00-14:00", "12:00-18:00")]
    [InlineData(6, "20:00-02:00", "22:00-23:00")]
    public void Hours_that_overlap_are_open_once(int expected, params string[] hours)
    {
        Assert.Equal(TimeSpan.FromHours(expected), Calendar(new CalendarDefinition("o", "Etc/UTC").OpenOn([DayOfWeek.Monday], hours)).DayLength);
    }

    [Theory]
    [InlineData(540, 1_080, "09:00-18:00", 9)]
    [InlineData(1_320, 360, "22:00-06:00", 8)]
    [InlineData(0, 1_440, "00:00-00:00", 24)]
    [InlineData(720, 1_440, "12:00-00:00", 12)]
    public void Hours_given_in_minutes_after_midnight_are_the_same_hours(int from, int to, string expected, int hours)
    {
        Assert.Equal(expected, HourSpan.OfMinutes(from, to).ToString());
        Assert.Equal(TimeSpan.FromHours(hours).Ticks, HourSpan.OfMinutes(from, to).Ends - HourSpan.OfMinutes(from, to).From.Ticks);
        Assert.Equal(HourSpan.Of(expected)[0], HourSpan.OfMinutes(from, to));
        Assert.Throws<ArgumentOutOfRangeException>(() => HourSpan.OfMinutes(from, 1_441));
    }

    [Fact]
    public void A_night_shift_belongs_to_the_day_it_begins()
    {
        var calendar = Calendar(new CalendarDefinition("n", "Etc/UTC").OpenOn([DayOfWeek.Friday], "22:00-06:00"));
        var friday = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(TimeSpan.FromHours(2), calendar.Between(friday, friday.AddDays(1)));
        Assert.Equal(TimeSpan.FromHours(6), calendar.Between(friday.AddDays(1), friday.AddDays(2)));
    }

    [Fact]
    public void A_calendar_no_clock_could_run_by_is_refused()
    {
        Assert.Equal("calendar.unknown-zone", BusinessCalendar.From(CalendarDefinition.OfficeHours("x", "Mars/Olympus")).Refusal?.Code);
        Assert.Equal("calendar.never-open", BusinessCalendar.From(new CalendarDefinition("x", "Etc/UTC")).Refusal?.Code);
        Assert.Equal("calendar.day-length", BusinessCalendar.From(CalendarDefinition.OfficeHours("x", "Etc/UTC") with { DayLength = TimeSpan.Zero }).Refusal?.Code);
    }

    [Fact]
    public void What_never_comes_is_never_and_takes_no_forever_to_say()
    {
        var always = Calendar(CalendarDefinition.AroundTheClock("a"));
        Assert.Null(always.NextChange(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Null(always.After(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(365 * 600)));
        Assert.Throws<ArgumentOutOfRangeException>(() => always.IsOpen(new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    private static DateTimeOffset Shanghai(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.FromHours(8));

    private static BusinessCalendar Calendar(CalendarDefinition definition) => BusinessCalendar.From(definition).Value;
}
