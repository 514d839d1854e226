using System.Globalization;
using CrmPlatform.Customers.Domain;
using CsCheck;

namespace CrmPlatform.Customers.Tests.Care;

/// <summary>C15: days that return, by both calendars. The dates of the festivals are those of the published almanac.</summary>
public sealed class YearlyDayRules
{
    [Theory]
    [InlineData("2026-02-18", "2027-02-06")]
    [InlineData("2027-02-07", "2028-01-26")]
    [InlineData("2028-01-27", "2029-02-13")]
    [InlineData("2029-02-14", "2030-02-03")]
    [InlineData("2030-02-04", "2031-01-23")]
    [InlineData("2031-01-24", "2032-02-11")]
    [InlineData("2032-02-12", "2033-01-31")]
    [InlineData("2033-02-01", "2034-02-19")]
    [InlineData("2034-02-20", "2035-02-08")]
    [InlineData("2035-02-09", "2036-01-28")]
    public void The_next_ten_Spring_Festivals(string from, string on) => Assert.Equal(Day(on), new YearlyDay(CareCalendar.Lunar, 1, 1).NextFrom(Day(from)));

    [Theory]
    [InlineData("2026-09-26", "2027-09-15")]
    [InlineData("2027-09-16", "2028-10-03")]
    [InlineData("2028-10-04", "2029-09-22")]
    [InlineData("2029-09-23", "2030-09-12")]
    [InlineData("2030-09-13", "2031-10-01")]
    [InlineData("2031-10-02", "2032-09-19")]
    [InlineData("2032-09-20", "2033-09-08")]
    [InlineData("2033-09-09", "2034-09-27")]
    [InlineData("2034-09-28", "2035-09-16")]
    [InlineData("2035-09-17", "2036-10-04")]
    public void The_next_ten_Mid_Autumns(string from, string on) => Assert.Equal(Day(on), new YearlyDay(CareCalendar.Lunar, 8, 15).NextFrom(Day(from)));

    [Theory]
    [InlineData(2025, 5, 5, "2025-05-31")]
    [InlineData(2026, 5, 5, "2026-06-19")]
    [InlineData(2027, 5, 5, "2027-06-09")]
    [InlineData(2026, 9, 9, "2026-10-18")]
    public void Other_lunar_festivals(int year, int month, int day, string on) => Assert.Equal(Day(on), new YearlyDay(CareCalendar.Lunar, month, day).In(year));

    // 2025 has a leap sixth month (from 25 July), 2023 a leap second (from 22 March), 2028 a leap fifth (from 23 June).
    [Theory]
    [InlineData(2025, 6, 1, false, "2025-06-25")]
    [InlineData(2025, 6, 1, true, "2025-07-25")]
    [InlineData(2025, 7, 1, false, "2025-08-23")]
    [InlineData(2023, 2, 1, false, "2023-02-20")]
    [InlineData(2023, 2, 1, true, "2023-03-22")]
    [InlineData(2028, 5, 1, true, "2028-06-23")]
    [InlineData(2026, 6, 1, true, "2026-07-14")]
    [InlineData(2026, 6, 1, false, "2026-07-14")]
    public void A_leap_month_has_its_own_days_and_in_other_years_the_ordinary_month_stands_in(int year, int month, int day, bool leap, string on) =>
        Assert.Equal(Day(on), new YearlyDay(CareCalendar.Lunar, month, day, leap).In(year));

    [Fact]
    public void Every_day_is_among_those_that_fall_on_where_it_falls() =>
        Gen.Select(Gen.Enum<CareCalendar>(), Gen.Int[1, 12], Gen.Int[1, 31], Gen.Bool, Gen.Int[1902, 2099]).Sample((calendar, month, ofMonth, leap, year) =>
        {
            var day = new YearlyDay(calendar, month, ofMonth, leap);
            if (!day.IsPossible || day.In(year) is not { } on) return;
            var falling = YearlyDay.FallingOn(on, calendar).ToList();
            Assert.Contains(day, falling);
            Assert.All(falling, other => Assert.Equal(on, other.In(year)));
        }, iter: 5000);

    [Fact]
    public void The_thirtieth_of_a_short_month_falls_on_its_last_day()
    {
        var calendar = new ChineseLunisolarCalendar();
        var shortened = 0;
        for (var year = 1950; year <= 2050; year++)
        {
            var on = new YearlyDay(CareCalendar.Lunar, 12, 30).In(year)!.Value;
            Assert.Equal(new YearlyDay(CareCalendar.Lunar, 1, 1).In(year + 1)!.Value.AddDays(-1), on);
            if (calendar.GetDaysInMonth(year, calendar.GetMonthsInYear(year)) == 29) shortened++;
        }
        Assert.InRange(shortened, 30, 70);
    }

    [Theory]
    [InlineData("2027-01-01", "2027-02-28")]
    [InlineData("2028-01-01", "2028-02-29")]
    [InlineData("2028-03-01", "2029-02-28")]
    public void Who_was_born_on_29_February_celebrates_every_year(string from, string on) => Assert.Equal(Day(on), new YearlyDay(CareCalendar.Solar, 2, 29).NextFrom(Day(from)));

    [Theory]
    [InlineData(CareCalendar.Solar, 2, 30, false)]
    [InlineData(CareCalendar.Solar, 4, 31, false)]
    [InlineData(CareCalendar.Solar, 4, 30, true)]
    [InlineData(CareCalendar.Lunar, 4, 31, false)]
    [InlineData(CareCalendar.Lunar, 13, 1, false)]
    [InlineData(CareCalendar.Lunar, 0, 1, false)]
    public void What_is_no_day_is_refused(CareCalendar calendar, int month, int day, bool leap) => Assert.NotNull(CareDate.Check(new YearlyDay(calendar, month, day, leap), year: null));

    [Fact]
    public void Any_day_returns_within_thirteen_months_and_once_in_each_year_of_its_calendar() =>
        Gen.Select(Gen.Enum<CareCalendar>(), Gen.Int[1, 12], Gen.Int[1, 28], Gen.Bool, Gen.Int[0, 60_000]).Sample((calendar, month, day, leap, offset) =>
        {
            var from = new DateOnly(1930, 1, 1).AddDays(offset % 60_000);
            var yearly = new YearlyDay(calendar, month, day, leap && calendar == CareCalendar.Lunar);
            var first = yearly.NextFrom(from)!.Value;
            Assert.InRange(first.DayNumber - from.DayNumber, 0, 415);
            var second = yearly.NextFrom(first.AddDays(1))!.Value;
            Assert.Equal(yearly.YearOf(first) + 1, yearly.YearOf(second));
        });

    [Fact]
    public void Beyond_what_the_calendar_knows_there_is_no_day() => Assert.Null(new YearlyDay(CareCalendar.Lunar, 12, 30).NextFrom(new DateOnly(2101, 1, 29)));

    [Fact]
    public void A_day_that_is_moved_within_a_year_that_was_cared_for_waits_for_the_next()
    {
        var today = new DateOnly(2026, 5, 1);
        var birthday = CareDate.For(Guid.NewGuid(), CareKind.Birthday, new YearlyDay(CareCalendar.Solar, 5, 6), 1980, null, 7, today);
        Assert.Equal((new DateOnly(2026, 5, 6), new DateOnly(2026, 4, 29)), (birthday.NextOn, birthday.DueOn));
        Assert.True(birthday.Begin(today));
        birthday.Change(CareKind.Birthday, new YearlyDay(CareCalendar.Solar, 6, 6), 1980, null, 7, today);
        Assert.Equal(new DateOnly(2027, 6, 6), birthday.NextOn);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
