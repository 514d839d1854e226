using CrmPlatform.Engagement.Domain.Calendars;
using CsCheck;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace CrmPlatform.Engagement.Tests.Calendars;

public class CalendarFeedTests
{
    private static readonly DateTimeOffset Noted = At.Time("2026-03-01T08:00:00.123Z");

    private static CalendarEntry Visit(string uid, string zone = "Asia/Shanghai") => new()
    {
        Uid = uid,
        Summary = "拜访 王总",
        Start = new DateTime(2026, 3, 2, 9, 0, 0),
        End = new DateTime(2026, 3, 2, 10, 30, 0),
        TimeZone = zone,
        Created = Noted,
        Modified = Noted,
    };

    private static readonly CalendarEntry Weekly = Visit("weekly@crm", "Europe/Berlin") with
    {
        Rule = "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260601",
        Except = [new(2026, 3, 9, 9, 0, 0)],
        Changed =
        [
            new(new(2026, 3, 16, 9, 0, 0), new(2026, 3, 17, 14, 0, 0), new(2026, 3, 17, 15, 0, 0), EntryStatus.Confirmed),
            new(new(2026, 3, 23, 9, 0, 0), new(2026, 3, 23, 9, 0, 0), new(2026, 3, 23, 10, 30, 0), EntryStatus.Cancelled),
        ],
    };

    /// <summary>What a client would show, read by the parser alone.</summary>
    private static List<(string Uid, string Start, string? Status)> Shown(string text, int days = 60)
    {
        var calendar = Ical.Net.Calendar.Load(text)!;
        return
        [
            .. calendar.GetOccurrences<CalendarEvent>(new CalDateTime(2026, 3, 1)).TakeWhileBefore(new CalDateTime(2026, 3, 1).AddDays(days))
                .Select(occurrence => (((CalendarEvent)occurrence.Source).Uid!, occurrence.Period.StartTime.AsUtc.ToString("MM-dd HH:mm", null), ((CalendarEvent)occurrence.Source).Status)),
        ];
    }

    [Fact]
    public void A_feed_is_read_back_by_a_strict_parser_as_what_it_was()
    {
        var entry = Visit("one@crm") with
        {
            Summary = "Quote; for 3, 4\\5 pieces: \"urgent\"",
            Description = "first line\r\nsecond line\nthird, with a bell \u0007 and an emoji 🤝",
            Location = "上海市徐汇区漕溪北路1200号，华亭宾馆二楼会议室，电梯左转到底，请先在前台登记",
            Link = new Uri("https://crm.example/visits/1?a=b&c=%E4%B8%8A"),
            Status = EntryStatus.Tentative,
            Sequence = 7,
            RemindBefore = TimeSpan.FromMinutes(15),
        };
        var feed = CalendarFeed.Of("王小明的日历", [entry]);
        StrictCalendar.Read(feed.Text);

        var read = Assert.Single(Ical.Net.Calendar.Load(feed.Text)!.Events);
        Assert.Equal("one@crm", read.Uid);
        Assert.Equal(entry.Summary, read.Summary);
        Assert.Equal("first line\nsecond line\nthird, with a bell  and an emoji 🤝", read.Description);
        Assert.Equal(entry.Location, read.Location);
        Assert.Equal(entry.Link, read.Url);
        Assert.Equal("TENTATIVE", read.Status);
        Assert.Equal(7, read.Sequence);
        Assert.Equal(new DateTime(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc), read.Start!.AsUtc);
        Assert.Equal(new DateTime(2026, 3, 2, 2, 30, 0, DateTimeKind.Utc), read.End!.AsUtc);
        Assert.Equal(new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc), read.DtStamp!.AsUtc);
        Assert.Equal(Ical.Net.DataTypes.Duration.FromMinutes(-15), Assert.Single(read.Alarms).Trigger!.Duration);
    }

    [Fact]
    public void A_series_with_a_moved_a_cancelled_and_a_left_out_day_is_shown_as_such()
    {
        var feed = CalendarFeed.Of("c", [Weekly]);
        StrictCalendar.Read(feed.Text);
        Assert.Equal(
        [
            ("weekly@crm", "03-02 08:00", "CONFIRMED"),
            ("weekly@crm", "03-17 13:00", "CONFIRMED"),
            ("weekly@crm", "03-23 08:00", "CANCELLED"),
            ("weekly@crm", "03-30 07:00", "CONFIRMED"), // summer time
            ("weekly@crm", "04-06 07:00", "CONFIRMED"),
        ], Shown(feed.Text, 40));
    }

    [Fact]
    public void The_last_day_of_a_series_is_written_in_utc() =>
        Assert.Contains(StrictCalendar.Read(CalendarFeed.Of("c", [Weekly]).Text), line => line == "RRULE:FREQ=WEEKLY;UNTIL=20260601T215959Z;BYDAY=MO");

    [Fact]
    public void A_cancelled_entry_stays_in_the_feed_and_reminds_nobody()
    {
        var feed = CalendarFeed.Of("c", [Visit("gone@crm") with { Status = EntryStatus.Cancelled, Sequence = 1, RemindBefore = TimeSpan.FromHours(1) }]);
        var lines = StrictCalendar.Read(feed.Text);
        Assert.Contains("STATUS:CANCELLED", lines);
        Assert.Contains("TRANSP:TRANSPARENT", lines);
        Assert.DoesNotContain("BEGIN:VALARM", lines);
    }

    [Fact]
    public void Whole_days_are_dates_and_end_with_the_day_after()
    {
        var lines = StrictCalendar.Read(CalendarFeed.Of("c",
        [
            Visit("fair@crm") with { IsWholeDay = true, End = new DateTime(2026, 3, 4), Rule = "FREQ=YEARLY;UNTIL=20300302", Except = [new(2027, 3, 2)] },
        ]).Text);
        Assert.Contains("DTSTART;VALUE=DATE:20260302", lines);
        Assert.Contains("DTEND;VALUE=DATE:20260305", lines);
        Assert.Contains("EXDATE;VALUE=DATE:20270302", lines);
        Assert.Contains("RRULE:FREQ=YEARLY;UNTIL=20300302", lines);
        Assert.DoesNotContain("BEGIN:VTIMEZONE", lines);
    }

    [Theory]
    [InlineData("Asia/Shanghai", 0, "+0800")]
    [InlineData("Asia/Kolkata", 0, "+0530")]
    [InlineData("Europe/Berlin", 1, "+0100")]
    [InlineData("America/New_York", 1, "-0500")]
    [InlineData("Pacific/Auckland", 1, "+1200")]
    public void Each_zone_used_is_described_once(string zone, int daylight, string standardOffset)
    {
        var lines = StrictCalendar.Read(CalendarFeed.Of("c", [Visit("a@crm", zone), Visit("b@crm", zone), Visit("c@crm", "UTC")]).Text);
        Assert.Equal(1, lines.Count(line => line == "BEGIN:VTIMEZONE"));
        Assert.Contains($"TZID:{zone}", lines);
        Assert.Equal(1, lines.Count(line => line == "BEGIN:STANDARD"));
        Assert.Equal(daylight, lines.Count(line => line == "BEGIN:DAYLIGHT"));
        Assert.Contains($"TZOFFSETTO:{standardOffset}", lines);
        Assert.Contains("DTSTART:20260302T090000Z", lines);
    }

    [Fact]
    public void The_tag_stays_while_the_content_stays_and_changes_with_it()
    {
        CalendarEntry[] entries = [Visit("a@crm"), Visit("b@crm"), Weekly];
        var tag = CalendarFeed.Of("c", entries).ETag;
        Assert.Matches("^\"[0-9a-f]{32}\"$", tag);
        Assert.Equal(tag, CalendarFeed.Of("c", [.. entries.Reverse()]).ETag);
        Assert.NotEqual(tag, CalendarFeed.Of("d", entries).ETag);
        foreach (var changed in new[]
        {
            entries[0] with { Summary = "x" }, entries[0] with { Sequence = 1 }, entries[0] with { Status = EntryStatus.Cancelled },
            entries[0] with { End = entries[0].End.AddMinutes(1) }, entries[0] with { Modified = Noted.AddSeconds(1) },
            entries[0] with { RemindBefore = TimeSpan.FromMinutes(5) }, entries[0] with { Rule = "FREQ=DAILY" },
        })
        {
            Assert.NotEqual(tag, CalendarFeed.Of("c", [changed, entries[1], entries[2]]).ETag);
        }
    }

    [Fact]
    public void Whatever_people_write_into_an_entry_the_feed_stays_strict_and_says_the_same()
    {
        var text = Gen.Char.Array[1, 200].Select(letters => new string(letters)).Where(s => s.IsWellFormed());
        Gen.Select(text, Any.Of("Asia/Shanghai", "Europe/Berlin", "UTC")).Sample((written, zone) =>
        {
            var feed = CalendarFeed.Of(written, [Visit("x@crm", zone) with { Summary = written, Description = written, Location = written }]);
            StrictCalendar.Read(feed.Text);
            var read = Assert.Single(Ical.Net.Calendar.Load(feed.Text)!.Events);
            var expected = string.Concat(written.ReplaceLineEndings("\n").Where(letter => letter == '\n' || !char.IsControl(letter)));
            Assert.Equal(expected, read.Summary);
        }, iter: 300);
    }

    [Fact]
    public void Entries_that_cannot_be_written_are_refused_by_name()
    {
        Assert.Equal(["calendar.uid-repeated"], CalendarFeed.Problems([Visit("a"), Visit("a")]));
        Assert.Equal(["calendar.ends-before-start"], CalendarFeed.Problems([Visit("a") with { End = new DateTime(2026, 3, 1) }]));
        Assert.Equal(["calendar.zone-unknown"], CalendarFeed.Problems([Visit("a", "Mars/Olympus")]));
        Assert.Equal(["calendar.rule-unreadable"], CalendarFeed.Problems([Visit("a") with { Rule = "often" }]));
        Assert.Equal(["calendar.change-without-series"], CalendarFeed.Problems([Visit("a") with { Except = [new(2026, 3, 2)] }]));
        Assert.Throws<ArgumentException>(() => CalendarFeed.Of("c", [Visit("a"), Visit("a")]));
    }

    [Fact]
    public void An_empty_calendar_is_one_too() => Assert.Contains("BEGIN:VCALENDAR", StrictCalendar.Read(CalendarFeed.Of("c", []).Text));
}

internal static class WellFormed
{
    /// <summary>No half of a surrogate pair, which no UTF-8 stream can carry.</summary>
    public static bool IsWellFormed(this string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }
}
