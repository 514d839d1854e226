using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Calendars;
using CrmPlatform.Engagement.Domain.Recurrence;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Ical.Net.DataTypes;

namespace CrmPlatform.Engagement.Tests.Calendars;

/// <summary>E12: what stands in a diary where the clocks go back or forward.</summary>
public sealed class DiaryEntriesTests
{
    private static readonly DateTimeOffset Now = At.Time("2027-09-01T00:00:00Z");

    [Theory]
    [InlineData("Europe/Berlin", "2027-10-31T00:50:00Z", "UTC")] // 02:50 in summer to 02:05 in winter
    [InlineData("Europe/Berlin", "2027-10-31T00:30:00Z", "Europe/Berlin")]
    [InlineData("Europe/Berlin", "2027-10-31T00:45:00Z", "UTC")] // ends with the change
    [InlineData("Europe/Berlin", "2027-10-31T01:10:00Z", "UTC")] // the hour that is there again
    [InlineData("Europe/Berlin", "2027-10-31T01:45:00Z", "UTC")]
    [InlineData("Europe/Berlin", "2027-10-31T02:00:00Z", "Europe/Berlin")]
    [InlineData("Europe/Berlin", "2027-03-28T00:50:00Z", "Europe/Berlin")]
    [InlineData("America/New_York", "2027-11-07T05:50:00Z", "UTC")]
    [InlineData("Asia/Beirut", "2027-10-30T20:50:00Z", "UTC")] // 23:50 to 23:05 of the same day
    [InlineData("Asia/Beirut", "2027-10-30T20:30:00Z", "Asia/Beirut")]
    [InlineData("Australia/Lord_Howe", "2027-04-03T14:50:00Z", "UTC")] // half an hour back
    [InlineData("Asia/Shanghai", "2027-10-31T00:50:00Z", "Asia/Shanghai")]
    [InlineData("UTC", "2027-10-31T00:50:00Z", "UTC")]
    public void A_task_stands_at_its_moment_for_a_quarter_of_an_hour_whatever_the_clocks_do(string zone, string due, string written)
    {
        var task = WorkTask.Of(new TaskOrder("Ring", null, null, "wei", "north", At.Time(due)), TaskOrigin.Manual, null, "wei", Now);
        var entry = Diary(zone).Of(task);
        Assert.Equal(written, entry.TimeZone);
        Assert.Equal((At.Time(due), At.Time(due).AddMinutes(15)), Assert.Single(Read(entry)));
    }

    [Fact]
    public void An_appointment_over_the_change_is_as_long_as_it_is()
    {
        var series = Series("FREQ=DAILY;COUNT=1", new DateTime(2027, 10, 31, 2, 50, 0), 30);
        var activity = Assert.Single(series.Make(At.Time("2027-12-01T00:00:00Z"), Now));
        Assert.Equal((At.Time("2027-10-31T00:50:00Z"), At.Time("2027-10-31T01:20:00Z")), Assert.Single(Read(Diary("Europe/Berlin").Of(activity))));
    }

    [Fact]
    public void An_occurrence_of_a_series_over_the_change_is_as_long_as_the_others()
    {
        var series = Series("FREQ=DAILY;COUNT=3", new DateTime(2027, 10, 30, 2, 50, 0), 15);
        var entry = Diary("Asia/Shanghai").Of(series, series.Make(At.Time("2027-12-01T00:00:00Z"), Now));
        Assert.Equal(
            [
                (At.Time("2027-10-30T00:50:00Z"), At.Time("2027-10-30T01:05:00Z")),
                (At.Time("2027-10-31T00:50:00Z"), At.Time("2027-10-31T01:05:00Z")),
                (At.Time("2027-11-01T01:50:00Z"), At.Time("2027-11-01T02:05:00Z")),
            ], Read(entry));
        // RFC 5545, 3.8.4.4: which occurrence it was is said as the series says its starts.
        Assert.Contains("RECURRENCE-ID;TZID=Europe/Berlin:20271031T025000", StrictCalendar.Read(CalendarFeed.Of("c", [entry]).Text));
    }

    private static DiaryEntries Diary(string zone) => new(zone, "crm.example", Language.English, new Dictionary<Guid, string>());

    private static ActivitySeries Series(string rule, DateTime first, int minutes) => ActivitySeries.Plan(
        Guid.NewGuid(), "wei", "north",
        new ActivityTemplate(ActivityKind.Visit, ActivityDirection.Outbound, ActivityPurpose.Care, "See", null, null, null, null, [], null, null, null, null, null),
        new RecurringTime(rule, first, TimeSpan.FromMinutes(minutes), "Europe/Berlin", []), "wei", Now);

    /// <summary>When things are, as a client reads them.</summary>
    private static List<(DateTimeOffset Starts, DateTimeOffset Ends)> Read(CalendarEntry entry)
    {
        var feed = CalendarFeed.Of("c", [entry]);
        StrictCalendar.Read(feed.Text);
        return
        [
            .. Ical.Net.Calendar.Load(feed.Text)!.GetOccurrences(new CalDateTime(2027, 1, 1))
                .Select(occurrence => (new DateTimeOffset(occurrence.Period.StartTime.AsUtc), new DateTimeOffset(occurrence.Period.EffectiveEndTime!.AsUtc))).Order(),
        ];
    }
}
