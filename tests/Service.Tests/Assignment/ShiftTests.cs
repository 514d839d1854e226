using System.Globalization;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Assignment;
using CrmPlatform.Service.Domain.Calendars;
using CrmPlatform.Service.Tests.Calendars;
using CsCheck;

namespace CrmPlatform.Service.Tests.Assignment;

public sealed class ShiftTests
{
    [Fact]
    public void A_shift_covers_an_instant_exactly_when_the_calendar_of_its_hours_is_open() =>
        Gen.Select(Gen.OneOf(CalendarCases.Zones), Gen.Int[0, 95], Gen.Int[0, 95], Gen.Enum<DayOfWeek>().Array[1, 4], CalendarCases.Instants)
            .Sample((zone, from, to, days, at) =>
            {
                var hours = new HourSpan(TimeOnly.MinValue.AddMinutes(from * 15), TimeOnly.MinValue.AddMinutes(to * 15));
                var shift = Shift.Of(days, hours, zone).Value;
                var calendar = BusinessCalendar.From(new CalendarDefinition("c", zone).OpenOn(days, hours.ToString())).Value;
                Assert.Equal(calendar.IsOpen(at), shift.Covers(at));
                if (!shift.Covers(at))
                    Assert.Equal(calendar.NextChange(at), shift.NextStart(at));
            });

    [Theory]
    // New York, night shift from Saturday 22:00 to 06:00; on 8 March 2026 the clocks jump from 02:00 to 03:00.
    [InlineData("2026-03-08T02:59Z", false)]
    [InlineData("2026-03-08T03:00Z", true)]
    [InlineData("2026-03-08T09:59Z", true)]
    [InlineData("2026-03-08T10:00Z", false)]
    public void A_night_shift_ends_by_the_clock_on_the_wall(string at, bool covered)
    {
        var night = Shift.Of([DayOfWeek.Saturday], HourSpan.Of("22:00-06:00")[0], "America/New_York").Value;
        Assert.Equal(covered, night.Covers(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Somebody_back_from_leave_outside_the_shift_is_there_when_it_begins()
    {
        var now = AssignmentCases.Now; // 10:00 in Shanghai
        var agent = AssignmentCases.Person("li") with { Shifts = [AssignmentCases.Day("09:00-18:00")], Absences = [new Absence(now.AddDays(-1), now.AddHours(12))] };
        Assert.Equal(now.AddHours(23), agent.NextThere(now));
        Assert.Equal(now, (agent with { Absences = [] }).NextThere(now));
        Assert.Null((agent with { Absences = [new Absence(now, now.AddDays(90))] }).NextThere(now));
    }

    [Fact]
    public void A_shift_that_could_never_be_is_refused()
    {
        Assert.Equal("shift.no-days", Shift.Of([], HourSpan.Of("09:00-18:00")[0], "Etc/UTC").Refusal?.Code);
        Assert.Equal("shift.unknown-zone", Shift.Of([DayOfWeek.Monday], HourSpan.Of("09:00-18:00")[0], "Nowhere").Refusal?.Code);
    }

    [Theory]
    [InlineData("zh", "zh-Hans", true)]
    [InlineData("zh", "zh", true)]
    [InlineData("ZH-hant", "zh-Hant-TW", true)]
    [InlineData("zh-Hant", "zh", false)]
    [InlineData("e", "en", false)]
    [InlineData("en", "zh", false)]
    public void A_general_language_covers_its_special_forms(string general, string special, bool covers) =>
        Assert.Equal(covers, LanguageTags.Covers(general, special));
}
