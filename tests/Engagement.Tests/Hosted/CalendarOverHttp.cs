using System.Net;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Rounds;
using CrmPlatform.Engagement.Tests.Calendars;
using CrmPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>E1, E12 over HTTP: recurring activities, diaries, the calendar feed and reminders.</summary>
public sealed class CalendarOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private static DateTime Monday
    {
        get
        {
            var day = DateTime.UtcNow.Date.AddDays(7);
            return DateTime.SpecifyKind(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)).AddDays(7).AddHours(9), DateTimeKind.Unspecified);
        }
    }

    [Fact]
    public async Task A_series_fills_the_diary_some_weeks_ahead_once_and_each_occurrence_is_an_activity_of_its_own()
    {
        var (me, customer) = await PersonAsync("series");
        var series = (await me.PostAsync("/api/v1/activities/series", Weekly(customer))).Expect(HttpStatusCode.Created);
        var activities = (await me.GetAsync($"/api/v1/activities?customerId={customer}&limit=200")).Items;
        Assert.InRange(activities.Count, 5, 9);
        Assert.All(activities, activity => Assert.Equal(series.Id.ToString(), (string?)activity["seriesId"]));
        await RoundsAsync();
        Assert.Equal(activities.Count, (await me.GetAsync($"/api/v1/activities?customerId={customer}&limit=200")).Items.Count);
        // On the wall clock of Shanghai, nine o'clock.
        Assert.All(activities, activity => Assert.Equal(1, ((DateTimeOffset)activity["at"]!).UtcDateTime.Hour));

        var except = (await me.ActAsync($"/api/v1/activities/series/{series.Id}/except", new { originalStart = Monday.AddDays(7) }, series.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("series.left-out", (await me.ActAsync($"/api/v1/activities/series/{series.Id}/except", new { originalStart = Monday.AddDays(7) }, except.ETag)).Expect(HttpStatusCode.Conflict).Code);
        var next = (await me.ActAsync($"/api/v1/activities/series/{series.Id}/replan", Weekly(customer, Monday.AddDays(22), "FREQ=WEEKLY;BYDAY=TU;COUNT=2"), except.ETag)).Expect(HttpStatusCode.Created);
        var left = (await me.GetAsync($"/api/v1/activities?customerId={customer}&limit=200&state=planned")).Items;
        Assert.Equal(2 + 2, left.Count(a => (string?)a["seriesId"] == series.Id.ToString()) + left.Count(a => (string?)a["seriesId"] == next.Id.ToString()) - 1);
        // What is left of the first one is still ahead, and may end earlier.
        var ended = (await me.ActAsync($"/api/v1/activities/series/{series.Id}/end", new { originalStart = Monday }, "*")).Expect(HttpStatusCode.OK);
        Assert.True((bool)ended["ended"]!);
        Assert.DoesNotContain((await me.GetAsync($"/api/v1/activities?customerId={customer}&limit=200&state=planned")).Items, a => (string?)a["seriesId"] == series.Id.ToString());
        Assert.Equal("series.ended", (await me.ActAsync($"/api/v1/activities/series/{series.Id}/end", new { originalStart = Monday }, "*")).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task What_is_planned_anew_at_a_later_hour_takes_the_place_of_what_it_was()
    {
        var (me, customer) = await PersonAsync("hour");
        var series = (await me.PostAsync("/api/v1/activities/series", Weekly(customer))).Expect(HttpStatusCode.Created);
        var replan = System.Text.Json.JsonSerializer.SerializeToNode(Weekly(customer, Monday.AddDays(14).AddHours(5)))!.AsObject();
        replan["originalStart"] = Monday.AddDays(14).ToString("s", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("series.original-start", (await me.PostAsync("/api/v1/activities/series", replan)).Expect(HttpStatusCode.BadRequest).Code);
        var next = (await me.ActAsync($"{series.Location}/replan", replan, "*")).Expect(HttpStatusCode.Created);
        var planned = (await me.GetAsync($"/api/v1/activities?customerId={customer}&limit=200&state=planned")).Items;
        // In Shanghai: the first two at nine, all others at two in the afternoon, and none twice.
        Assert.Equal(2, planned.Count(a => (string?)a["seriesId"] == series.Id.ToString()));
        Assert.All(planned, a => Assert.Equal((string?)a["seriesId"] == next.Id.ToString() ? 6 : 1, ((DateTimeOffset)a["at"]!).UtcDateTime.Hour));
        Assert.Equal(planned.Count, planned.DistinctBy(a => ((DateTimeOffset)a["at"]!).UtcDateTime.Date).Count());
        replan["originalStart"] = "2027-03-01T09:00:00Z";
        Assert.Equal("series.start-with-offset", (await me.ActAsync($"{next.Location}/replan", replan, "*")).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task What_is_planned_anew_from_an_earlier_day_stands_once_on_each_day()
    {
        var (me, customer) = await PersonAsync("earlier");
        var series = (await me.PostAsync("/api/v1/activities/series", Weekly(customer))).Expect(HttpStatusCode.Created);
        var replan = System.Text.Json.JsonSerializer.SerializeToNode(Weekly(customer, Monday.AddDays(7)))!.AsObject();
        replan["originalStart"] = Monday.AddDays(28).ToString("s", System.Globalization.CultureInfo.InvariantCulture);
        (await me.ActAsync($"{series.Location}/replan", replan, "*")).Expect(HttpStatusCode.Created);
        var planned = (await me.GetAsync($"/api/v1/activities?customerId={customer}&limit=200&state=planned")).Items;
        Assert.Single(planned, a => (string?)a["seriesId"] == series.Id.ToString());
        Assert.Equal(planned.Count, planned.DistinctBy(a => (DateTimeOffset)a["at"]!).Count());
    }

    [Theory]
    [InlineData(null, "series.details")]
    [InlineData(" ", "visit.goal-missing")]
    public async Task A_series_of_visits_has_a_goal(string? goal, string code)
    {
        var (me, customer) = await PersonAsync("goal");
        var body = new { customerId = customer, kind = "visit", purpose = "care", rule = "FREQ=WEEKLY", start = Monday.ToString("s", System.Globalization.CultureInfo.InvariantCulture), goal };
        Assert.Equal(code, (await me.PostAsync("/api/v1/activities/series", body)).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task A_series_that_ends_next_year_goes_on_until_then()
    {
        var (me, customer) = await PersonAsync("later");
        var series = (await me.PostAsync("/api/v1/activities/series", Weekly(customer))).Expect(HttpStatusCode.Created);
        var end = Monday.AddDays(7 * 52);
        var ending = (await me.ActAsync($"{series.Location}/end", new { originalStart = end }, "*")).Expect(HttpStatusCode.OK);
        Assert.False((bool)ending["ended"]!);
        Assert.Contains("UNTIL=", (string)ending["rule"]!, StringComparison.Ordinal);
        (await me.ActAsync($"{series.Location}/except", new { originalStart = end.AddDays(-7) }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("series.no-occurrence", (await me.ActAsync($"{series.Location}/except", new { originalStart = end }, "*")).Expect(HttpStatusCode.BadRequest).Code);
        // An end after its own changes nothing: what was ended does not go on.
        var later = (await me.ActAsync($"{series.Location}/end", new { originalStart = end.AddDays(70) }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal((string?)ending["rule"], (string?)later["rule"]);
    }

    [Theory]
    [InlineData("FREQ=HOURLY", "recurrence.below-a-day")]
    [InlineData("every day", "recurrence.rule-unreadable")]
    public async Task A_series_that_is_none_is_refused(string rule, string code)
    {
        var (me, customer) = await PersonAsync("none");
        Assert.Equal(code, (await me.PostAsync("/api/v1/activities/series", Weekly(customer, rule: rule))).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task The_diary_of_a_colleague_whose_customers_one_may_not_see_is_empty()
    {
        var (me, customer) = await PersonAsync("secretive");
        var noon = new DateTimeOffset(Monday.AddHours(3), TimeSpan.Zero);
        (await me.PostAsync("/api/v1/visits", new { customerId = customer, goal = "Talk of the merger", plannedAt = noon })).Expect(HttpStatusCode.Created);
        (await me.PostAsync("/api/v1/tasks", new { title = "Long ago", dueAt = DateTimeOffset.UtcNow.AddDays(-3), customerId = customer })).Expect(HttpStatusCode.Created);
        (await me.PostAsync("/api/v1/promises", new { customerId = customer, text = "Keep quiet", dueAt = noon })).Expect(HttpStatusCode.Created);
        var owner = (string)(await me.GetAsync("/api/v1/visits?limit=1")).Items[0]["ownerId"]!;
        using var other = fixture.Service.As("omar", "sales", "south");
        Assert.Empty((await other.GetAsync($"/api/v1/calendar/day?date={Monday:yyyy-MM-dd}&ownerId={owner}")).Expect(HttpStatusCode.OK)["lines"]!.AsArray());
        Assert.Empty((await other.GetAsync($"/api/v1/calendar/overdue?ownerId={owner}")).Expect(HttpStatusCode.OK)["lines"]!.AsArray());
        Assert.NotEmpty((await me.GetAsync($"/api/v1/calendar/day?date={Monday:yyyy-MM-dd}&ownerId={owner}")).Expect(HttpStatusCode.OK)["lines"]!.AsArray());
    }

    [Fact]
    public async Task My_day_and_week_hold_appointments_tasks_and_promises_and_overdue_what_was_missed()
    {
        var (me, customer) = await PersonAsync("diary");
        var noon = new DateTimeOffset(Monday.AddHours(-9).AddHours(12), TimeSpan.FromHours(8));
        (await me.PostAsync("/api/v1/visits", new { customerId = customer, goal = "Look at the shelf", plannedAt = noon, minutes = 45 })).Expect(HttpStatusCode.Created);
        (await me.PostAsync("/api/v1/tasks", new { title = "Send samples", dueAt = noon.AddHours(2), customerId = customer })).Expect(HttpStatusCode.Created);
        (await me.PostAsync("/api/v1/promises", new { customerId = customer, text = "Call the printer", dueAt = noon.AddDays(1) })).Expect(HttpStatusCode.Created);
        (await me.PostAsync("/api/v1/tasks", new { title = "Long ago", dueAt = DateTimeOffset.UtcNow.AddDays(-3) })).Expect(HttpStatusCode.Created);
        (await me.PostAsync("/api/v1/visits", new { customerId = customer, goal = "Forgotten", plannedAt = DateTimeOffset.UtcNow.AddDays(-2) })).Expect(HttpStatusCode.Created);

        var day = (await me.GetAsync($"/api/v1/calendar/day?date={Monday:yyyy-MM-dd}")).Expect(HttpStatusCode.OK);
        Assert.Equal([("activity", "Look at the shelf"), ("task", "Send samples")], day["lines"]!.AsArray().Select(line => ((string)line!["kind"]!, (string)line["title"]!)));
        Assert.Equal("Lin Tea House", (string?)day["lines"]![0]!["customerName"]);
        // Each kind of activity keeps what it was about in a place of its own.
        foreach (var body in new object[]
        {
            new { kind = "meeting", customerId = customer, direction = "outbound", purpose = "sales", plannedAt = noon.AddDays(2), meeting = new { subject = "Prices" } },
            new { kind = "event", customerId = customer, direction = "outbound", purpose = "sales", plannedAt = noon.AddDays(2).AddHours(1), @event = new { name = "Tea fair", kind = "exhibition" } },
        }) (await me.PostAsync("/api/v1/activities", body)).Expect(HttpStatusCode.Created);
        var later = (await me.GetAsync($"/api/v1/calendar/day?date={Monday.AddDays(2):yyyy-MM-dd}")).Expect(HttpStatusCode.OK);
        Assert.Equal([("meeting", "Prices"), ("event", "Tea fair")], later["lines"]!.AsArray().Select(line => ((string)line!["activityKind"]!, (string)line["title"]!)));
        var week = (await me.GetAsync($"/api/v1/calendar/week?date={Monday.AddDays(3):yyyy-MM-dd}")).Expect(HttpStatusCode.OK);
        Assert.Equal([2, 1, 2, 0, 0, 0, 0], week["days"]!.AsArray().Select(one => one!["lines"]!.AsArray().Count));
        Assert.Equal([true, true, true, true, true, false, false], week["days"]!.AsArray().Select(one => (bool)one!["workingDay"]!));
        var overdue = (await me.GetAsync("/api/v1/calendar/overdue")).Expect(HttpStatusCode.OK);
        Assert.Equal(["Long ago", "Forgotten"], overdue["lines"]!.AsArray().Select(line => (string)line!["title"]!));
    }

    [Fact]
    public async Task The_feed_passes_a_strict_reader_costs_a_poller_nothing_and_dies_with_its_link()
    {
        var (me, customer) = await PersonAsync("feed");
        var series = (await me.PostAsync("/api/v1/activities/series", Weekly(customer))).Expect(HttpStatusCode.Created);
        var visit = (await me.PostAsync("/api/v1/visits", new { customerId = customer, goal = "Tea, \"new\"; and\nmore", plannedAt = DateTimeOffset.UtcNow.AddDays(3), place = "南京路 1 号", remindBefore = 30 })).Expect(HttpStatusCode.Created);
        (await me.ActAsync($"/api/v1/visits/{visit.Id}/cancel", new { reason = "Ill" }, visit.ETag)).Expect(HttpStatusCode.OK);
        (await me.PostAsync("/api/v1/tasks", new { title = "Send samples", dueAt = DateTimeOffset.UtcNow.AddDays(2) })).Expect(HttpStatusCode.Created);
        var moved = (await me.GetAsync($"/api/v1/activities?customerId={customer}&kind=meeting&limit=200")).Items[0];
        (await me.PatchAsync($"/api/v1/activities/{moved["id"]}", new { plannedAt = ((DateTimeOffset)moved["at"]!).AddHours(2) }, "*")).Expect(HttpStatusCode.OK);

        var link = (await me.PostAsync("/api/v1/calendar/link", null, ("Accept-Language", "zh"))).Expect(HttpStatusCode.Created);
        var anyone = fixture.Service.Client(null);
        var feed = (await anyone.GetAsync((string)link["path"]!)).Expect(HttpStatusCode.OK);
        Assert.Equal("text/calendar", feed.ContentType);
        var lines = StrictCalendar.Read(feed.Text);
        Assert.Contains(lines, line => line.StartsWith("RRULE:", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("RECURRENCE-ID;TZID=Asia/Shanghai:", StringComparison.Ordinal));
        Assert.Contains("STATUS:CANCELLED", lines);
        var calendar = Ical.Net.Calendar.Load(feed.Text)!;
        Assert.Equal(4, calendar.Events.Count);
        Assert.Contains(calendar.Events, one => one.Summary!.Contains("拜访", StringComparison.Ordinal) && one.Status == "CANCELLED");
        Assert.Single(calendar.TimeZones);

        var again = await anyone.GetAsync((string)link["path"]!, ("If-None-Match", feed.ETag!));
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.Status, again.Text));
        (await me.PostAsync("/api/v1/tasks", new { title = "One more", dueAt = DateTimeOffset.UtcNow.AddDays(2) })).Expect(HttpStatusCode.Created);
        Assert.Equal(5, Ical.Net.Calendar.Load((await anyone.GetAsync((string)link["path"]!, ("If-None-Match", feed.ETag!))).Expect(HttpStatusCode.OK).Text)!.Events.Count);

        var second = (await me.PostAsync("/api/v1/calendar/link")).Expect(HttpStatusCode.Created);
        (await anyone.GetAsync((string)link["path"]!)).Expect(HttpStatusCode.NotFound);
        (await anyone.GetAsync((string)second["path"]!)).Expect(HttpStatusCode.OK);
        var active = (await me.GetAsync("/api/v1/calendar/link")).Expect(HttpStatusCode.OK);
        Assert.True((bool)active["active"]!);
        Assert.DoesNotContain(((string)second["path"]!)[^70..^4], active.Text);
        (await me.DeleteAsync("/api/v1/calendar/link", active.ETag)).Expect(HttpStatusCode.NoContent);
        (await anyone.GetAsync((string)second["path"]!)).Expect(HttpStatusCode.NotFound);
        (await anyone.GetAsync("/api/v1/public/engagement/calendar/guess.ics")).Expect(HttpStatusCode.NotFound);
        Assert.NotEqual(Guid.Empty, series.Id);
    }

    [Fact]
    public async Task A_reminder_is_published_once_when_its_time_has_come()
    {
        var (me, customer) = await PersonAsync("remind");
        var visit = (await me.PostAsync("/api/v1/visits", new { customerId = customer, goal = "Soon", plannedAt = DateTimeOffset.UtcNow.AddMinutes(20), remindBefore = 30 })).Expect(HttpStatusCode.Created);
        var later = (await me.PostAsync("/api/v1/visits", new { customerId = customer, goal = "Later", plannedAt = DateTimeOffset.UtcNow.AddDays(1), remindBefore = 30 })).Expect(HttpStatusCode.Created);
        await RoundsAsync();
        await RoundsAsync();
        var reminders = await fixture.PublishedAsync<ReminderDue>();
        var told = Assert.Single(reminders, reminder => reminder.SubjectId == visit.Id);
        Assert.Equal(("visit", "remind", "Soon"), (told.Kind, told.RecipientId, told.Title));
        Assert.DoesNotContain(reminders, reminder => reminder.SubjectId == later.Id);
    }

    [Fact]
    public async Task A_reminder_that_was_given_is_not_given_again_because_something_else_is_changed()
    {
        var (me, customer) = await PersonAsync("once");
        var at = DateTimeOffset.UtcNow.AddMinutes(20);
        var visit = (await me.PostAsync("/api/v1/visits", new { customerId = customer, goal = "Soon", plannedAt = at, remindBefore = 30 })).Expect(HttpStatusCode.Created);
        var meeting = (await me.PostAsync("/api/v1/activities", new { customerId = customer, kind = "meeting", direction = "outbound", purpose = "sales", meeting = new { subject = "M" }, plannedAt = at, remindBefore = 30 })).Expect(HttpStatusCode.Created);
        await RoundsAsync();
        (await me.PatchAsync(visit.Location!, new { notes = "Bring samples" }, "*")).Expect(HttpStatusCode.OK);
        (await me.PatchAsync(meeting.Location!, new { notes = "Bring samples" }, "*")).Expect(HttpStatusCode.OK);
        await RoundsAsync();
        Assert.Single(await fixture.PublishedAsync<ReminderDue>(), reminder => reminder.SubjectId == visit.Id);
        Assert.Single(await fixture.PublishedAsync<ReminderDue>(), reminder => reminder.SubjectId == meeting.Id);
        // At another time it is another appointment.
        (await me.PatchAsync(visit.Location!, new { plannedAt = at.AddMinutes(5) }, "*")).Expect(HttpStatusCode.OK);
        await RoundsAsync();
        Assert.Equal(2, (await fixture.PublishedAsync<ReminderDue>()).Count(reminder => reminder.SubjectId == visit.Id));
    }

    [Theory]
    [InlineData("except", "0001-01-01T00:00:00", "time.implausible")]
    [InlineData("end", "0001-01-01T00:00:00", "time.implausible")]
    [InlineData("except", "2027-03-01T09:00:00+08:00", "series.start-with-offset")]
    [InlineData("end", "2027-03-01T09:00:00Z", "series.start-with-offset")]
    [InlineData("except", "2027-03-01T09:30:00", "series.no-occurrence")]
    public async Task An_occurrence_that_is_none_of_a_series_is_refused(string act, string originalStart, string code)
    {
        var (me, customer) = await PersonAsync("occurrence");
        var series = (await me.PostAsync("/api/v1/activities/series", Weekly(customer))).Expect(HttpStatusCode.Created);
        Assert.Equal(code, (await me.ActAsync($"{series.Location}/{act}", new { originalStart }, series.ETag)).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task Whatever_is_said_to_be_a_rule_is_refused_or_stands_in_the_feed()
    {
        var (me, customer) = await PersonAsync("odd");
        var link = (await me.PostAsync("/api/v1/calendar/link")).Expect(HttpStatusCode.Created);
        string[] rules =
        [
            "FREQ=DAILY;INTERVAL=2147483647", "FREQ=YEARLY;INTERVAL=9000", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;UNTIL=99991231T235959Z", "FREQ=DAILY;UNTIL=99991231", "FREQ=DAILY;UNTIL=99991231T235959",
            "FREQ=DAILY;UNTIL=00010101", "FREQ=DAILY;UNTIL=00010101T000000", "FREQ=DAILY;UNTIL=banana", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=-5", "FREQ=DAILY;COUNT=99999999999", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYDAY=9MO",
            "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYWEEKNO=60", "FREQ=YEARLY;BYYEARDAY=-400", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;BYSETPOS=1000", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "RRULE:FREQ=DAILY",
            "FREQ=DAILY;;", ";", "FREQ=", "=", "FREQ=WEEKLY;WKST=QQ",
        ];
        foreach (var rule in rules)
        {
            var planned = await me.PostAsync("/api/v1/activities/series", Weekly(customer, rule: rule));
            Assert.True(planned.Status is HttpStatusCode.Created or HttpStatusCode.BadRequest, $"{rule}: {planned.Status}");
            Assert.True((await fixture.Service.Client(null).GetAsync((string)link["path"]!)).Status == HttpStatusCode.OK, $"the feed after {rule}");
        }
    }

    // RFC 5545, 3.3.12: a time has whole seconds.
    [Fact]
    public async Task A_moment_a_fraction_away_from_an_occurrence_is_none_and_what_is_left_out_is_left_out_once()
    {
        var (me, customer) = await PersonAsync("fraction");
        var series = (await me.PostAsync("/api/v1/activities/series", Weekly(customer))).Expect(HttpStatusCode.Created);
        var refused = await me.ActAsync($"{series.Location}/except", new { originalStart = Monday.AddDays(7).AddMilliseconds(500) }, series.ETag);
        Assert.Equal("series.no-occurrence", refused.Expect(HttpStatusCode.BadRequest).Code);
        Assert.DoesNotContain((await me.GetAsync($"/api/v1/activities?customerId={customer}&limit=200")).Items, activity => (string?)activity["state"] == "cancelled");
        var left = (await me.ActAsync($"{series.Location}/except", new { originalStart = Monday.AddDays(7) }, series.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal([Monday.AddDays(7)], left["except"]!.AsArray().Select(start => (DateTime)start!));
    }

    // E12: whoever asks whether the calendar has changed hears of a customer's new name.
    [Fact]
    public async Task The_feed_is_another_one_when_a_customer_that_stands_in_it_is_called_something_else()
    {
        var (me, customer) = await PersonAsync("renamed");
        (await me.PostAsync("/api/v1/visits", new { customerId = customer, goal = "See", plannedAt = DateTimeOffset.UtcNow.AddDays(3) })).Expect(HttpStatusCode.Created);
        (await me.PostAsync("/api/v1/activities/series", Weekly(customer))).Expect(HttpStatusCode.Created);
        (await me.PostAsync("/api/v1/tasks", new { title = "Send", dueAt = DateTimeOffset.UtcNow.AddDays(2), customerId = customer })).Expect(HttpStatusCode.Created);
        var link = (await me.PostAsync("/api/v1/calendar/link")).Expect(HttpStatusCode.Created);
        var anyone = fixture.Service.Client(null);
        var feed = (await anyone.GetAsync((string)link["path"]!)).Expect(HttpStatusCode.OK);
        Assert.Contains("Lin Tea House", feed.Text, StringComparison.Ordinal);
        (await anyone.GetAsync((string)link["path"]!, ("If-None-Match", feed.ETag!))).Expect(HttpStatusCode.NotModified);
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(customer, 2, "renamed", name: "Old Lin"));
        await Eventually.IsTrueAsync(() => fixture.KnowsAsync(customer, 2), "the new name to be known");
        var again = (await anyone.GetAsync((string)link["path"]!, ("If-None-Match", feed.ETag!))).Expect(HttpStatusCode.OK);
        Assert.Equal((3, false), (again.Text.Split("Old Lin").Length - 1, again.Text.Contains("Lin Tea House", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Two_hundred_occurrences_of_a_series_can_be_left_out()
    {
        var (me, customer) = await PersonAsync("often");
        var series = (await me.PostAsync("/api/v1/activities/series", Weekly(customer, rule: "FREQ=DAILY"))).Expect(HttpStatusCode.Created);
        for (var day = 0; day < 200; day++) (await me.ActAsync($"{series.Location}/except", new { originalStart = Monday.AddDays(day) }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(200, (await me.GetAsync(series.Location!))["except"]!.AsArray().Count);
    }

    // RFC 5545, 3.8.5.3: a calendar shows the start as the first occurrence, whether or not it fits the rule.
    [Fact]
    public async Task A_series_stands_in_the_feed_from_its_first_occurrence_on()
    {
        var (me, customer) = await PersonAsync("first");
        var series = (await me.PostAsync("/api/v1/activities/series", Weekly(customer, Monday.AddDays(-2)))).Expect(HttpStatusCode.Created);
        var link = (await me.PostAsync("/api/v1/calendar/link")).Expect(HttpStatusCode.Created);
        Task<Answer> FeedAsync() => fixture.Service.Client(null).GetAsync((string)link["path"]!);
        Assert.Equal(Monday, Assert.Single(Ical.Net.Calendar.Load((await FeedAsync()).Expect(HttpStatusCode.OK).Text)!.Events, e => e.RecurrenceIdentifier is null).Start!.Value);
        (await me.ActAsync($"{series.Location}/end", new { originalStart = Monday.AddDays(-2) }, "*")).Expect(HttpStatusCode.OK);
        (await FeedAsync()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_feed_of_somebody_who_has_left_is_closed_and_follows_who_moves_to_another_zone()
    {
        var (me, _) = await PersonAsync("mover");
        (await me.PostAsync("/api/v1/tasks", new { title = "Pack", dueAt = DateTimeOffset.UtcNow.AddDays(2) })).Expect(HttpStatusCode.Created);
        var link = (await me.PostAsync("/api/v1/calendar/link")).Expect(HttpStatusCode.Created);
        var anyone = fixture.Service.Client(null);
        var feed = (await anyone.GetAsync((string)link["path"]!)).Expect(HttpStatusCode.OK);
        fixture.CustomersNeighbour.Publish(EngagementFixture.Member("mover", "north") with { Version = 2, TimeZone = "Europe/Berlin" });
        await Eventually.BecomesAsync(() => anyone.GetAsync((string)link["path"]!, ("If-None-Match", feed.ETag!)), answer => answer.Text.Contains("TZID:Europe/Berlin", StringComparison.Ordinal), "the feed to follow");
        fixture.CustomersNeighbour.Publish(EngagementFixture.Member("mover", "north", active: false) with { Version = 3 });
        await Eventually.BecomesAsync(() => anyone.GetAsync((string)link["path"]!), answer => answer.Status == HttpStatusCode.NotFound, "the feed to be closed");
    }

    // The night in autumn in which the wall clock shows an hour twice.
    [Theory]
    [InlineData("Europe/Berlin", "night-one")]
    [InlineData("Asia/Beirut", "night-two")]
    public async Task A_task_over_the_end_of_summer_time_leaves_the_feed_whole(string zone, string name)
    {
        var (me, _) = await PersonAsync(name);
        fixture.CustomersNeighbour.Publish(EngagementFixture.Member(name, "north") with { Version = 2, TimeZone = zone });
        var due = ClocksGoBack(zone).AddMinutes(-10);
        (await me.PostAsync("/api/v1/tasks", new { title = "Night watch", dueAt = due })).Expect(HttpStatusCode.Created);
        (await me.PostAsync("/api/v1/tasks", new { title = "By day", dueAt = DateTimeOffset.UtcNow.AddDays(2) })).Expect(HttpStatusCode.Created);
        var link = (await me.PostAsync("/api/v1/calendar/link")).Expect(HttpStatusCode.Created);
        var anyone = fixture.Service.Client(null);
        var feed = await Eventually.BecomesAsync(() => anyone.GetAsync((string)link["path"]!), answer => answer.Text.Contains($"TZID:{zone}", StringComparison.Ordinal), "the feed to follow");
        var events = Ical.Net.Calendar.Load(feed.Expect(HttpStatusCode.OK).Text)!.Events;
        Assert.Equal(2, events.Count);
        var night = Assert.Single(events, one => one.Summary!.Contains("Night watch", StringComparison.Ordinal));
        Assert.Equal((due.UtcDateTime, due.UtcDateTime.AddMinutes(15)), (night.Start!.AsUtc, night.End!.AsUtc));
    }

    /// <summary>The change that lies in the window of the feed.</summary>
    private static DateTimeOffset ClocksGoBack(string zone)
    {
        var from = NodaTime.Instant.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(-80));
        var intervals = NodaTime.DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(from, from + NodaTime.Duration.FromDays(400)).ToList();
        return intervals.Zip(intervals.Skip(1)).First(pair => pair.Second.WallOffset < pair.First.WallOffset).Second.Start.ToDateTimeOffset();
    }

    private async Task<(ApiClient Me, Guid Customer)> PersonAsync(string name)
    {
        await fixture.StaffAsync(name);
        return (fixture.Service.As(name, "sales", "north"), await fixture.CustomerAsync(owner: name));
    }

    private static object Weekly(Guid customer, DateTime? start = null, string rule = "FREQ=WEEKLY;BYDAY=MO") => new
    {
        customerId = customer, kind = "meeting", purpose = "care", rule, start = (start ?? Monday).ToString("s", System.Globalization.CultureInfo.InvariantCulture), minutes = 60, meeting = new { subject = "Weekly review" },
    };

    private async Task RoundsAsync()
    {
        foreach (var round in fixture.Service.Services.GetServices<IRound>()) await round.RunAsync(default);
    }
}
