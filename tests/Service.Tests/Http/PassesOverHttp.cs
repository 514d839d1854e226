using System.Net;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>A service whose time the test moves; it begins on Monday 2 March 2026, 10:00 in Shanghai.</summary>
public sealed class OwnTimeFixture : ServiceFixture
{
    protected override bool OwnTime => true;
}

/// <summary>S3, S4, S5: what happens by itself when its time has come. Each test has a service and a time of its own.</summary>
public sealed class PassesOverHttp : IAsyncLifetime
{
    private readonly OwnTimeFixture fixture = new();

    public ValueTask InitializeAsync() => fixture.InitializeAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Warnings_breach_and_both_escalations_happen_exactly_once_over_restarts()
    {
        await fixture.StaffAsync(
            ServiceFixture.Agent("anna", manager: "mona", email: "anna@example.com"), ServiceFixture.Agent("mona", role: "manager", manager: "dora", email: "mona@example.com"),
            ServiceFixture.Agent("dora", role: "manager", email: "dora@example.com"));
        var complaint = await OpenAsync();
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 2, 0, 0, TimeSpan.Zero), (DateTimeOffset)complaint["firstResponseDueAt"]!);

        // Eight business hours from Monday 10:00 (lunch from 12 to 13, closed from 18 to 9) end on Tuesday 10:00.
        await AdvanceToAsync("2026-03-02T16:59:00+08:00");
        Assert.Empty(await ReachedAsync(complaint));
        await AdvanceToAsync("2026-03-02T17:00:10+08:00");
        await ReachesAsync(complaint, "first-response first-warning");
        await fixture.Service.StopAsync();
        await AdvanceToAsync("2026-03-03T09:12:30+08:00");
        await fixture.Service.StartAgainAsync();
        await ReachesAsync(complaint, "first-response first-warning", "first-response second-warning");
        await AdvanceToAsync("2026-03-03T10:00:10+08:00");
        await ReachesAsync(complaint, "first-response first-warning", "first-response second-warning", "first-response breach");
        Assert.True((bool)(await fixture.Admin.GetAsync(complaint.Location!))["firstResponseBreached"]!);

        await AdvanceToAsync("2026-03-03T12:00:10+08:00");
        await Eventually.BecomesAsync(() => EscalatedAsync(complaint), list => list.Count == 1, "the first escalation");
        await fixture.Service.StopAsync();
        await fixture.Service.StartAgainAsync();
        await AdvanceToAsync("2026-03-03T15:00:10+08:00");
        var levels = await Eventually.BecomesAsync(() => EscalatedAsync(complaint), list => list.Count == 2, "the second escalation");
        Assert.Equal([(1, "mona"), (2, "dora")], levels.Select(e => (e.Level, e.To)));
        await AdvanceToAsync("2026-03-03T17:30:00+08:00");
        Assert.Equal(3, (await ReachedAsync(complaint)).Count);
        Assert.Equal(2, (await EscalatedAsync(complaint)).Count);

        var mails = (await fixture.PublishedAsync<MailRequested>()).Select(mail => (mail.Template, mail.To));
        Assert.Equal(
            [("complaint-due-soon", "anna@example.com"), ("complaint-due-soon", "anna@example.com"), ("complaint-escalated", "dora@example.com"), ("complaint-escalated", "mona@example.com"), ("complaint-overdue", "anna@example.com")],
            mails.Order());
        Assert.True((await fixture.PublishedAsync<ComplaintChanged>()).Where(e => e.ComplaintId == complaint.Id).MaxBy(e => e.Version)!.ResponseBreached);
    }

    [Fact]
    public async Task Two_processes_on_one_database_fire_each_milestone_once()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna", manager: "mona"), ServiceFixture.Agent("mona", role: "manager"));
        await using var twin = await fixture.TwinAsync();
        for (var i = 0; i < 10; i++) await OpenAsync(severity: "critical");
        // Thirty minutes and half as much again: both warnings, the breach and both escalations at once.
        await AdvanceToAsync("2026-03-02T11:10:00+08:00");
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => Task.FromResult(!db.AllComplaints.Any(c => c.NextAt <= Now))), "all to be dealt with");
        Assert.Equal(30, (await fixture.PublishedAsync<ComplaintClockReached>()).Count);
        Assert.Equal(20, (await fixture.PublishedAsync<ComplaintEscalated>()).Count);
    }

    [Fact]
    public async Task A_response_in_time_warns_nobody_and_a_late_one_is_known_as_late()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna"));
        var (quick, late) = (await OpenAsync(), await OpenAsync());
        (await fixture.Admin.PostAsync($"{quick.Location}/steps", new { step = 1, restatement = "You said …" })).Expect(HttpStatusCode.Created);
        await AdvanceToAsync("2026-03-03T10:30:00+08:00");
        await ReachesAsync(late, "first-response first-warning", "first-response second-warning", "first-response breach");
        (await fixture.Admin.PostAsync($"{late.Location}/steps", new { step = 1, restatement = "You said …" })).Expect(HttpStatusCode.Created);
        Assert.Empty(await ReachedAsync(quick));
        Assert.False((bool)(await fixture.Admin.GetAsync(quick.Location!))["firstResponseBreached"]!);
        Assert.True((bool)(await fixture.Admin.GetAsync(late.Location!))["firstResponseBreached"]!);
    }

    [Fact]
    public async Task An_absent_agents_complaints_are_offered_to_the_others_and_come_to_a_queue_when_there_are_none()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna"), ServiceFixture.Agent("bo"));
        var complaints = new List<Answer>();
        for (var i = 0; i < 6; i++) complaints.Add(await OpenAsync());
        Assert.Equal("absence.staff-unknown", (await fixture.Admin.PostAsync("/api/v1/absences", new { staffId = "zoe", from = Now, to = Now.AddDays(1) })).Expect(HttpStatusCode.BadRequest).Code);
        (await fixture.Admin.PostAsync("/api/v1/absences", new { staffId = "anna", from = Now.AddHours(1), to = Now.AddDays(3), reason = "Holiday" })).Expect(HttpStatusCode.Created);
        Assert.Equal(3, (await fixture.Admin.GetAsync("/api/v1/complaints?assigneeId=anna")).Items.Count);

        fixture.Advance(TimeSpan.FromHours(1.01));
        await Eventually.BecomesAsync(() => fixture.Admin.GetAsync("/api/v1/complaints?assigneeId=bo"), list => list.Items.Count == 6, "bo to have all");
        var moved = complaints.First(c => (string?)c["assigneeId"] == "anna");
        Assert.Equal(2, (await fixture.Admin.GetAsync($"{moved.Location}/assignments")).Items.Count);
        Assert.True(await ComplaintsOverHttp.LoadsAreTrueAsync(fixture));

        // Bo leaves the house: nobody is left, and the queue has them until somebody comes.
        await fixture.StaffAsync(ServiceFixture.Agent("bo", version: 2, active: false));
        fixture.Advance(TimeSpan.FromSeconds(10));
        await Eventually.BecomesAsync(() => fixture.Admin.GetAsync("/api/v1/complaints?assigneeId=none"), list => list.Items.Count == 6, "the queue to have all");
        Assert.True((await fixture.PublishedAsync<ComplaintQueued>()).Count >= 6);
        await fixture.StaffAsync(ServiceFixture.Agent("cleo"));
        fixture.Advance(TimeSpan.FromSeconds(10));
        await Eventually.BecomesAsync(() => fixture.Admin.GetAsync("/api/v1/complaints?assigneeId=cleo"), list => list.Items.Count == 6, "cleo to have all");
        Assert.True(await ComplaintsOverHttp.LoadsAreTrueAsync(fixture));
    }

    [Fact]
    public async Task Rules_are_data_the_first_match_wins_and_a_team_may_have_shifts()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna", team: "east"), ServiceFixture.Agent("lee", team: "legal", shifts: [new("monday", 18 * 60, 20 * 60)]));
        (await fixture.Admin.PostAsync("/api/v1/assignment-rules", new { name = "Everything", team = "east", position = 100 })).Expect(HttpStatusCode.Created);
        var legal = (await fixture.Admin.PostAsync("/api/v1/assignment-rules", new { name = "Grave price", team = "legal", position = 1, categories = new[] { "price" }, minimumSeverity = "high" })).Expect(HttpStatusCode.Created);
        Assert.Equal("anna", (string?)(await OpenAsync("price", "normal"))["assigneeId"]);
        var waiting = await OpenAsync("price", "critical");
        Assert.Equal((null, "legal"), ((string?)waiting["assigneeId"], (string?)waiting["team"]));
        Assert.Contains("1 off shift", (string?)waiting["assignmentReason"]);

        await AdvanceToAsync("2026-03-02T18:00:30+08:00");
        await Eventually.BecomesAsync(() => fixture.Admin.GetAsync(waiting.Location!), c => (string?)c["assigneeId"] == "lee", "the lawyer to come");
        (await fixture.Admin.DeleteAsync(legal.Location!, legal.ETag)).Expect(HttpStatusCode.NoContent);
        Assert.Equal("anna", (string?)(await OpenAsync("price", "critical"))["assigneeId"]);
        (await fixture.As("bo", "agent").GetAsync("/api/v1/assignment-rules")).Expect(HttpStatusCode.Forbidden);
    }

    // Staff of before may have a zone that only Windows has a name for, or that nobody knows; without shifts of theirs they would never be on duty.
    [Theory]
    [InlineData("China Standard Time")]
    [InlineData("Mars/Olympus")]
    public async Task Shifts_in_a_time_zone_by_another_name_are_kept(string zone)
    {
        await fixture.StaffAsync(ServiceFixture.Agent("zed", team: "zoned", shifts: [new("monday", 9 * 60, 18 * 60)]) with { TimeZone = zone });
        await AdvanceToAsync("2026-03-02T10:00:00+08:00");
        var complaint = await OpenAsync();
        var given = (await fixture.Admin.ActAsync($"{complaint.Location}/assign", new { team = "zoned", reason = "Theirs" }, complaint.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("zed", (string?)given["assigneeId"]);
    }

    // S3: a person who gives it to a team knows why; the rules are asked where nobody has decided.
    [Fact]
    public async Task What_was_given_to_a_team_by_hand_waits_for_that_team_whatever_the_rules_say()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna"), ServiceFixture.Agent("lee", team: "legal", shifts: [new("monday", 18 * 60, 20 * 60)]));
        var complaint = await OpenAsync();
        Assert.Equal("anna", (string?)complaint["assigneeId"]);
        Assert.Equal("complaint.team-unknown", (await fixture.Admin.ActAsync($"{complaint.Location}/assign", new { team = "lawyers" }, complaint.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        var waiting = (await fixture.Admin.ActAsync($"{complaint.Location}/assign", new { team = "legal", reason = "A question of law" }, complaint.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal((null, "legal"), ((string?)waiting["assigneeId"], (string?)waiting["team"]));
        // X5: whoever loses it is to hear of it, and who that is the event alone can tell.
        Assert.Equal([(null, null), ("anna", (string?)complaint["team"])],
            (await fixture.PublishedAsync<ComplaintChanged>()).Where(e => e.ComplaintId == complaint.Id).Select(e => (e.AssigneeBefore, e.TeamBefore)));
        await fixture.StaffAsync(ServiceFixture.Agent("tia", team: "tax", shifts: [new("sunday", 18 * 60, 20 * 60)]));
        var orphaned = (await fixture.Admin.ActAsync($"{(await OpenAsync()).Location}/assign", new { team = "tax" }, "*")).Expect(HttpStatusCode.OK);

        // Somebody who could take it by the rules comes, and all that waits is offered.
        await fixture.StaffAsync(ServiceFixture.Agent("bo"));
        fixture.Advance(TimeSpan.FromSeconds(10));
        await AdvanceToAsync("2026-03-02T18:00:30+08:00");
        var taken = await Eventually.BecomesAsync(() => fixture.Admin.GetAsync(complaint.Location!), c => c["assigneeId"] is not null, "somebody to take it");
        Assert.Equal(("lee", "legal"), ((string?)taken["assigneeId"], (string?)taken["team"]));

        // Of a team that nobody is in any more nobody would ever come.
        Assert.Null((await fixture.Admin.GetAsync($"/api/v1/complaints/{orphaned.Id}"))["assigneeId"]);
        await fixture.StaffAsync(ServiceFixture.Agent("tia", team: "tax", version: 2, active: false));
        fixture.Advance(TimeSpan.FromSeconds(10));
        await Eventually.BecomesAsync(() => fixture.Admin.GetAsync($"/api/v1/complaints/{orphaned.Id}"), c => c["assigneeId"] is not null, "the rules to be asked");
    }

    // S3: a team is for complaints when somebody in it takes them, or when the rules name it and nobody is in it yet.
    [Fact]
    public async Task A_team_that_nobody_takes_complaints_in_is_given_none_by_hand()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("mona", team: "board", role: "manager"), ServiceFixture.Agent("anna"));
        (await fixture.Admin.PostAsync("/api/v1/assignment-rules", new { name = "Prices", team = "legal", position = 1, categories = new[] { "price" } })).Expect(HttpStatusCode.Created);
        (await fixture.Admin.PostAsync("/api/v1/assignment-rules", new { name = "Everything", team = "board", position = 100, allTeams = true })).Expect(HttpStatusCode.Created);
        var complaint = await OpenAsync();
        Assert.Equal("complaint.team-unknown", (await fixture.Admin.ActAsync($"{complaint.Location}/assign", new { team = "board" }, complaint.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        var waiting = (await fixture.Admin.ActAsync($"{complaint.Location}/assign", new { team = "legal" }, complaint.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal((null, "legal"), ((string?)waiting["assigneeId"], (string?)waiting["team"]));
    }

    // S3: whoever takes it over is of the team that it was given to.
    [Fact]
    public async Task What_was_given_to_a_team_by_hand_stays_with_it_when_whoever_had_it_is_away()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("lee", team: "legal"));
        var complaint = await OpenAsync();
        Assert.Equal("lee", (string?)(await fixture.Admin.ActAsync($"{complaint.Location}/assign", new { team = "legal" }, complaint.ETag)).Expect(HttpStatusCode.OK)["assigneeId"]);
        await fixture.StaffAsync(ServiceFixture.Agent("anna"), ServiceFixture.Agent("lia", team: "legal"));
        // Lia has more in hand than anna, whom the rules would take.
        for (var i = 0; i < 2; i++) (await fixture.Admin.ActAsync($"{(await OpenAsync()).Location}/assign", new { assigneeId = "lia" }, "*")).Expect(HttpStatusCode.OK);
        (await fixture.Admin.PostAsync("/api/v1/absences", new { staffId = "lee", from = Now.AddHours(1), to = Now.AddDays(3) })).Expect(HttpStatusCode.Created);
        fixture.Advance(TimeSpan.FromHours(1.01));
        var taken = await Eventually.BecomesAsync(() => fixture.Admin.GetAsync(complaint.Location!), c => (string?)c["assigneeId"] != "lee", "somebody to take it over");
        Assert.Equal(("lia", "legal"), ((string?)taken["assigneeId"], (string?)taken["team"]));
    }

    // S3: that whoever had it has left meanwhile makes it nobody else's.
    [Fact]
    public async Task What_was_given_to_a_team_by_hand_waits_for_it_when_it_is_reopened_after_whoever_had_it_has_left()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("lee", team: "legal"), ServiceFixture.Agent("lia", team: "legal", shifts: [new("sunday", 18 * 60, 20 * 60)]));
        var complaint = (await fixture.Admin.ActAsync($"{(await OpenAsync()).Location}/assign", new { team = "legal" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("lee", (string?)complaint["assigneeId"]);
        var path = $"/api/v1/complaints/{complaint.Id}";
        for (var i = 0; i < 3; i++) (await fixture.Admin.PostAsync($"{path}/attempts", new { channel = "phone", note = "Nobody answers." })).Expect(HttpStatusCode.OK);
        (await fixture.Admin.ActAsync($"{path}/close", new { }, "*")).Expect(HttpStatusCode.OK);
        await fixture.StaffAsync(ServiceFixture.Agent("anna"), ServiceFixture.Agent("lee", team: "legal", version: 2, active: false));

        var reopened = (await fixture.Admin.ActAsync($"{path}/reopen", new { reason = "It broke again." }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal((null, "legal"), ((string?)reopened["assigneeId"], (string?)reopened["team"]));
    }

    // S3, S4: whoever had it gets it back, and not agents alone have complaints.
    [Fact]
    public async Task A_manager_who_had_it_gets_it_back_when_it_is_reopened_unless_they_are_away()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna"), ServiceFixture.Agent("mona", role: "manager"));
        var path = $"/api/v1/complaints/{(await OpenAsync()).Id}";
        (await fixture.Admin.ActAsync($"{path}/assign", new { assigneeId = "mona" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("mona", await AgainAsync());
        (await fixture.Admin.PostAsync("/api/v1/absences", new { staffId = "mona", from = Now, to = Now.AddDays(1), handsOver = false })).Expect(HttpStatusCode.Created);
        Assert.Equal("anna", await AgainAsync());
        Assert.True(await ComplaintsOverHttp.LoadsAreTrueAsync(fixture));

        async Task<string?> AgainAsync()
        {
            for (var i = 0; i < 3; i++) (await fixture.Admin.PostAsync($"{path}/attempts", new { channel = "phone", note = "Nobody answers." })).Expect(HttpStatusCode.OK);
            (await fixture.Admin.ActAsync($"{path}/close", new { }, "*")).Expect(HttpStatusCode.OK);
            return (string?)(await fixture.Admin.ActAsync($"{path}/reopen", new { reason = "It broke again." }, "*")).Expect(HttpStatusCode.OK)["assigneeId"];
        }
    }

    // S3, S5: a class and a sub-category are the same in any case, when they are read again too.
    [Fact]
    public async Task Classes_and_sub_categories_are_the_same_in_any_case()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna"), ServiceFixture.Agent("lee", team: "legal"), ServiceFixture.Agent("pia", team: "parts"));
        (await fixture.Admin.PutAsync("/api/v1/categories/quality/torn", new { nameEn = "Torn" }, "*")).Expect(HttpStatusCode.Created);
        var customer = await fixture.CustomerAsync(customerClass: "C");
        (await fixture.Admin.PostAsync("/api/v1/assignment-rules", new { name = "Everything", team = "service", position = 100 })).Expect(HttpStatusCode.Created);
        (await fixture.Admin.PostAsync("/api/v1/assignment-rules", new { name = "Torn", team = "parts", position = 1, subCategories = new[] { "TORN" } })).Expect(HttpStatusCode.Created);
        (await fixture.Admin.PostAsync("/api/v1/assignment-rules", new { name = "Class C", team = "legal", position = 2, customerClasses = new[] { "c" } })).Expect(HttpStatusCode.Created);
        var levels = (await fixture.Admin.GetAsync("/api/v1/service-levels")).Expect(HttpStatusCode.OK);
        (await fixture.Admin.PutAsync("/api/v1/service-levels", new { targets = levels["targets"], classFactors = new Dictionary<string, decimal> { ["c"] = 50 } }, levels.ETag)).Expect(HttpStatusCode.OK);

        var theirs = await OpenedAsync(null);
        Assert.Equal("lee", (string?)theirs["assigneeId"]);
        // Half of eight hours from 10:00, and nobody is there for one at noon.
        Assert.Equal(DateTimeOffset.Parse("2026-03-02T15:00:00+08:00", null), (DateTimeOffset)theirs["dueAt"]!);
        Assert.Equal("pia", (string?)(await OpenedAsync("torn"))["assigneeId"]);

        async Task<Answer> OpenedAsync(string? subCategory) => (await fixture.Admin.PostAsync("/api/v1/complaints",
            new { customerId = customer.CustomerId, channel = "hotline", category = "quality", subCategory, severity = "normal", summary = "Broken" })).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Other_service_levels_and_another_calendar_reach_the_open_complaints()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna"));
        var complaint = await OpenAsync();
        var levels = (await fixture.Admin.GetAsync("/api/v1/service-levels")).Expect(HttpStatusCode.OK);
        Assert.Equal(480, (int)levels["targets"]!.AsArray().Single(t => (string?)t!["severity"] == "normal")!["firstResponse"]!["minutes"]!);
        object[] targets =
        [
            new { severity = "critical", firstResponse = new { days = 0, minutes = 15 }, resolution = new { days = 0, minutes = 240 } },
            new { severity = "high", firstResponse = new { days = 0, minutes = 60 }, resolution = new { days = 1, minutes = 0 } },
            new { severity = "normal", firstResponse = new { days = 0, minutes = 120 }, resolution = new { days = 2, minutes = 0 } },
            new { severity = "low", firstResponse = new { days = 1, minutes = 0 }, resolution = new { days = 5, minutes = 0 } },
        ];
        (await fixture.Admin.PutAsync("/api/v1/service-levels", new { targets }, null)).Expect(HttpStatusCode.PreconditionRequired);
        Assert.Equal("service-levels.invalid", (await fixture.Admin.PutAsync("/api/v1/service-levels", new { targets, firstWarning = 95 }, levels.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        var factors = new Dictionary<string, decimal> { ["A"] = 50, ["a"] = 75 };
        Assert.NotNull((await fixture.Admin.PutAsync("/api/v1/service-levels", new { targets, classFactors = factors }, levels.ETag)).Expect(HttpStatusCode.BadRequest)["errors"]!["classFactors"]);
        (await fixture.Admin.PutAsync("/api/v1/service-levels", new { targets }, levels.ETag)).Expect(HttpStatusCode.OK);
        await DueAsync(complaint, "2026-03-02T12:00:00+08:00");

        (await fixture.Admin.PutAsync("/api/v1/calendars/standard", new { zone = "Nowhere/Else", week = new { monday = new[] { "10:30-12:00" } } }, "*")).Expect(HttpStatusCode.BadRequest);
        var odd = (await fixture.Admin.PutAsync("/api/v1/calendars/standard", new { zone = "Asia/Shanghai", week = new { mon = new[] { "10:30-12:00" } } }, "*")).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(odd["errors"]!["week.mon"]);
        var nothing = (await fixture.Admin.PutAsync("/api/v1/calendars/standard", new { zone = "Asia/Shanghai", week = new { monday = new string?[] { null } } }, "*")).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(nothing["errors"]!["week.monday"]);
        var noHours = (await fixture.Admin.PutAsync("/api/v1/calendars/standard", new { zone = "Asia/Shanghai", week = new { monday = (string[]?)null } }, "*")).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(noHours["errors"]!["week.monday"]);
        var noDay = (await fixture.Admin.PutAsync("/api/v1/calendars/standard", new { zone = "Asia/Shanghai", week = new { monday = new[] { "10:30-12:00" } }, specialDays = new object?[] { null } }, "*")).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(noDay["errors"]!["specialDays[0]"]);
        var calendar = (await fixture.Admin.PutAsync("/api/v1/calendars/standard", new
        {
            zone = "Asia/Shanghai", week = new { monday = new[] { "10:30-12:00" }, tuesday = new[] { "09:00-12:00" }, wednesday = new[] { "09:00-12:00" } },
            specialDays = new object[] { new { date = "2026-03-03", name = "Founding day" } },
        }, "*")).Expect(HttpStatusCode.Created);
        Assert.Equal(180, (int)calendar["dayLengthMinutes"]!);
        // 90 minutes on Monday, none on the holiday, 30 minutes on Wednesday.
        await DueAsync(complaint, "2026-03-04T09:30:00+08:00");
        (await fixture.Admin.DeleteAsync("/api/v1/calendars/standard", calendar.ETag)).Expect(HttpStatusCode.NoContent);
        await DueAsync(complaint, "2026-03-02T12:00:00+08:00");
    }

    [Fact]
    public async Task The_missing_review_is_chased_and_at_the_end_the_manager_hears_of_it()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna", manager: "mona", email: "anna@example.com"), ServiceFixture.Agent("mona", role: "manager", email: "mona@example.com"));
        var complaint = await OpenAsync();
        var tag = complaint.ETag;
        foreach (var step in ComplaintsOverHttp.AllSteps(Now).Take(6)) tag = (await fixture.Admin.PostAsync($"{complaint.Location}/steps", step)).Expect(HttpStatusCode.Created).ETag;
        (await fixture.Admin.ActAsync($"{complaint.Location}/close", new { }, tag)).Expect(HttpStatusCode.OK);
        foreach (var days in new[] { 14, 11, 5 }) await TurnAsync(TimeSpan.FromDays(days));
        var mails = await Eventually.BecomesAsync(
            async () => (await fixture.PublishedAsync<MailRequested>()).Where(mail => mail.Template == "complaint-review-due").Select(mail => mail.To).ToList(), list => list.Count == 3, "three reminders");
        Assert.Equal(["anna@example.com", "anna@example.com", "mona@example.com"], mails);
        fixture.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("complaint.review-too-late", (await fixture.Admin.PostAsync($"{complaint.Location}/steps", new { step = 7, whatWillChange = "x", responsible = "y" })).Expect(HttpStatusCode.Conflict).Code);
        (await fixture.Admin.PostAsync($"{complaint.Location}/steps", new { step = 7, whatWillChange = "x", responsible = "y", whyLate = "z" })).Expect(HttpStatusCode.Created);
    }

    // S4, C17: what was closed in another system was learned from there; what is closed here is learned from here.
    [Fact]
    public async Task The_review_of_a_complaint_of_another_system_is_chased_when_it_was_closed_here()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna", email: "anna@example.com"));
        var openedAt = Now.AddDays(-10);
        object[] complaints =
        [
            new { externalId = "open", summary = "Open there", openedAt, assigneeId = "anna" }, new { externalId = "closed", summary = "Closed there", openedAt, closedAt = Now, assigneeId = "anna" },
        ];
        var job = (await fixture.Admin.PostAsync("/api/v1/complaints/imports", new { complaints })).Expect(HttpStatusCode.Accepted);
        await Eventually.BecomesAsync(() => fixture.Admin.GetAsync(job.Location!), state => (string?)state["state"] is "succeeded", "the import to end");
        var open = (await fixture.Admin.GetAsync("/api/v1/complaints?externalId=open")).Items.Single();
        var path = $"/api/v1/complaints/{open["id"]}";
        foreach (var step in ComplaintsOverHttp.AllSteps(Now).Take(6)) (await fixture.Admin.PostAsync($"{path}/steps", step)).Expect(HttpStatusCode.Created);
        (await fixture.Admin.ActAsync($"{path}/close", new { }, "*")).Expect(HttpStatusCode.OK);
        await TurnAsync(TimeSpan.FromDays(14));
        Assert.Equal([(string)open["number"]!], (await fixture.PublishedAsync<MailRequested>()).Where(mail => mail.Template == "complaint-review-due").Select(mail => mail.Values["number"]));
    }

    // S9: a mail to whoever had it before tells the one who has it now nothing, and nobody writes for hours under one mail.
    [Fact]
    public async Task Whoever_has_a_complaint_now_is_told_what_the_customer_says_and_told_again_while_they_go_on()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("lars", team: "north", email: "lars@example.com"), ServiceFixture.Agent("yun", team: "south", email: "yun@example.com"));
        var complaint = await OpenAsync();
        await GiveAsync("lars");
        await SayAsync(1, lars: 1, yun: 0);
        await SayAsync(1, lars: 1, yun: 0);
        await GiveAsync("yun");
        await SayAsync(1, lars: 1, yun: 1);
        // Ten minutes from the mail, not from the last word.
        await SayAsync(9, lars: 1, yun: 1);
        await SayAsync(9, lars: 1, yun: 2);
        await SayAsync(9, lars: 1, yun: 2);
        (await fixture.Admin.PostAsync($"{complaint.Location}/messages", new { kind = "to-customer", text = "We look into it." })).Expect(HttpStatusCode.Created);
        await SayAsync(0.1, lars: 1, yun: 3);

        async Task GiveAsync(string assigneeId) =>
            (await fixture.Admin.ActAsync($"{complaint.Location}/assign", new { assigneeId }, "*")).Expect(HttpStatusCode.OK);

        async Task SayAsync(double minutes, int lars, int yun)
        {
            fixture.Advance(TimeSpan.FromMinutes(minutes));
            (await fixture.Admin.PostAsync($"{complaint.Location}/messages", new { kind = "from-customer", text = "Is anybody there?" })).Expect(HttpStatusCode.Created);
            var to = (await fixture.PublishedAsync<MailRequested>()).Where(mail => mail.Template == "complaint-message-received").Select(mail => mail.To).ToList();
            Assert.Equal((lars, yun), (to.Count(address => address == "lars@example.com"), to.Count(address => address == "yun@example.com")));
        }
    }

    private DateTimeOffset Now => fixture.Time!.GetUtcNow();

    private async Task TurnAsync(TimeSpan time)
    {
        var before = (await fixture.PublishedAsync<MailRequested>()).Count;
        fixture.Advance(time);
        await Eventually.IsTrueAsync(async () => (await fixture.PublishedAsync<MailRequested>()).Count > before, "a reminder");
    }

    private async Task DueAsync(Answer complaint, string at) => await Eventually.BecomesAsync(
        () => fixture.Admin.GetAsync(complaint.Location!), c => (DateTimeOffset)c["dueAt"]! == DateTimeOffset.Parse(at, null), $"it to be due at {at}");

    private Task AdvanceToAsync(string at)
    {
        fixture.Advance(DateTimeOffset.Parse(at, null) - Now);
        return Task.CompletedTask;
    }

    private async Task<List<string>> ReachedAsync(Answer complaint) =>
        [.. (await fixture.PublishedAsync<ComplaintClockReached>()).Where(e => e.ComplaintId == complaint.Id).Select(e => $"{e.Clock} {e.Milestone}")];

    private async Task ReachesAsync(Answer complaint, params string[] milestones) =>
        Assert.Equal(milestones, await Eventually.BecomesAsync(() => ReachedAsync(complaint), list => list.Count >= milestones.Length, string.Join(", ", milestones)));

    private async Task<List<ComplaintEscalated>> EscalatedAsync(Answer complaint) =>
        [.. (await fixture.PublishedAsync<ComplaintEscalated>()).Where(e => e.ComplaintId == complaint.Id)];

    private async Task<Answer> OpenAsync(string category = "quality", string severity = "normal") =>
        (await fixture.Admin.PostAsync("/api/v1/complaints", new { channel = "hotline", category, severity, summary = "Broken" })).Expect(HttpStatusCode.Created);
}
