using CrmPlatform.Insights.Domain;

namespace CrmPlatform.Insights.Tests.Numerics;

/// <summary>I13: days are the organisation's, also where its clocks are put forward or back at midnight.</summary>
public sealed class CalendarTests
{
    [Theory]
    [InlineData("Asia/Shanghai")]
    [InlineData("America/Havana")]
    [InlineData("Atlantic/Azores")]
    [InlineData("Asia/Beirut")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Africa/Cairo")]
    public void A_day_begins_with_its_first_instant(string zone)
    {
        var calendar = new OrganisationCalendar(zone, TimeProvider.System);
        for (var day = new DateOnly(2015, 1, 1); day.Year < 2026; day = day.AddDays(1))
        {
            var start = calendar.StartOf(day);
            Assert.Equal((day, day.AddDays(-1)), (calendar.DayOf(start), calendar.DayOf(start.AddTicks(-1))));
        }
    }
}
