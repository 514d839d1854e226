using System.Net;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Engagement.Tests.Hosted;

public sealed class ActivitiesOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private static readonly DateTimeOffset Earlier = DateTimeOffset.UtcNow.AddHours(-5);

    private ApiClient Admin => fixture.Admin;

    public static TheoryData<string, object, string?> Kinds => new()
    {
        { "meeting", new { subject = "Roadmap", agenda = "1. Goals", protocol = "Agreed", online = true }, "Roadmap" },
        { "email", new { subject = "Offer", from = "a@example.com", to = new[] { "b@example.com" }, body = "Dear" }, "Offer" },
        { "message", new { service = "we-chat", text = "在吗？" }, null },
        { "web", new { action = "form-sent", page = "https://example.com/contact" }, "https://example.com/contact" },
        { "fax", new { number = "+86 21 1234", pages = 3, subject = "Order form" }, "Order form" },
        { "event", new { kind = "gala", name = "New Year party", attended = true }, "New Year party" },
    };

    // E1: an activity is one timeline entry whatever its kind; its details are typed.
    [Theory, MemberData(nameof(Kinds))]
    public async Task Each_kind_is_one_entry_with_typed_details(string kind, object details, string? subject)
    {
        var customer = await fixture.CustomerAsync();
        var body = new Dictionary<string, object>
        {
            ["kind"] = kind, ["customerId"] = customer, ["direction"] = "inbound", ["purpose"] = "information", ["endedAt"] = Earlier, ["outcome"] = "Noted", [kind] = details,
        };
        var made = (await Admin.PostAsync("/api/v1/activities", body)).Expect(HttpStatusCode.Created);
        Assert.Equal(("done", "Noted"), ((string)made["state"]!, (string)made["outcome"]!));
        Assert.NotNull(made[kind]);
        var entry = Assert.Single((await Admin.GetAsync($"/api/v1/timeline?customerId={customer}")).Items);
        Assert.Equal((kind, subject), ((string)entry["kind"]!, (string?)entry["subject"]));
        var told = Assert.Single(await fixture.PublishedAsync<ActivityRecorded>(), a => a.ActivityId == made.Id);
        Assert.Equal((kind, "inbound", "information"), (told.Kind, told.Direction, told.Purpose));

        body.Remove(kind);
        Assert.Equal("activity.details-missing", (await Admin.PostAsync("/api/v1/activities", body)).Expect(HttpStatusCode.BadRequest).Code);
        body[kind] = details;
        body[kind == "fax" ? "email" : "fax"] = kind == "fax" ? new { subject = "x" } : new { number = "1", pages = 1 };
        Assert.Equal("activity.details-of-other-kind", (await Admin.PostAsync("/api/v1/activities", body)).Expect(HttpStatusCode.BadRequest).Code);
        body.Remove(kind == "fax" ? "email" : "fax");
        body[kind] = new Dictionary<string, object> { ["nonsense"] = 1 };
        (await Admin.PostAsync("/api/v1/activities", body)).Expect(HttpStatusCode.BadRequest);
    }

    // C9: what the gates ask for and happens here is gathered here, whether at the end of a visit or written down the next day.
    [Theory]
    [InlineData("field-study-made")]
    [InlineData("proposal-sent")]
    [InlineData("demo-given")]
    [InlineData("technical-exchange-held")]
    [InlineData("need-checked")]
    [InlineData("ability-to-pay-checked")]
    [InlineData("payment-credit-checked")]
    [InlineData("reputation-checked")]
    [InlineData("reliability-checked")]
    [InlineData("after-sales-checked")]
    [InlineData("needs-analysed")]
    [InlineData("formal-design-made")]
    [InlineData("evaluation-passed")]
    public async Task Evidence_of_every_gate_is_gathered(string kind)
    {
        var customer = await fixture.CustomerAsync(owner: "ada");
        var yesterday = DateTimeOffset.UtcNow.AddDays(-1);
        var visit = (await Admin.PostAsync("/api/v1/visits", new { customerId = customer, goal = "See", startedAt = yesterday, endedAt = yesterday.AddHours(1), outcome = "Seen", evidence = new[] { kind } })).Expect(HttpStatusCode.Created);
        var meeting = (await Admin.PostAsync("/api/v1/activities", new { customerId = customer, kind = "meeting", direction = "outbound", purpose = "sales", meeting = new { subject = "M" }, endedAt = yesterday, outcome = "Met", evidence = new[] { kind } })).Expect(HttpStatusCode.Created);
        Assert.Equal([kind, "visit-held", kind], (await fixture.PublishedAsync<StageEvidenceGathered>()).Where(e => e.CustomerId == customer).Select(e => e.Kind));
        Assert.Equal([visit.Id, visit.Id, meeting.Id], (await fixture.PublishedAsync<StageEvidenceGathered>()).Where(e => e.CustomerId == customer).Select(e => e.SourceId));
        (await Admin.PostAsync("/api/v1/visits", new { customerId = customer, goal = "See", plannedAt = DateTimeOffset.UtcNow.AddDays(1), evidence = new[] { kind } })).Expect(HttpStatusCode.BadRequest);
    }

    // C9: a fax is no visit, and neither a visit nor a meeting is an answered invitation by telephone.
    [Theory]
    [InlineData("email", "visit-held")]
    [InlineData("email", "phone-invitation-answered")]
    [InlineData("meeting", "visit-held")]
    [InlineData("visit", "phone-invitation-answered")]
    public async Task What_only_a_visit_or_a_call_shows_is_not_shown_by_another_kind(string kind, string claimed)
    {
        var customer = await fixture.CustomerAsync(owner: "ada");
        string[] evidence = ["demo-given", claimed];
        var path = kind == "visit" ? "/api/v1/visits" : "/api/v1/activities";
        object Body(DateTimeOffset? plannedAt, DateTimeOffset? at, string[]? proves) => kind switch
        {
            "visit" => new { customerId = customer, goal = "See", plannedAt, startedAt = at, endedAt = at, outcome = at is null ? null : "Seen", evidence = proves },
            "email" => new { customerId = customer, kind, direction = "outbound", purpose = "sales", plannedAt, endedAt = at, email = new { subject = "Offer" }, evidence = proves },
            _ => new { customerId = customer, kind, direction = "outbound", purpose = "sales", plannedAt, endedAt = at, meeting = new { subject = "Offer" }, evidence = proves },
        };
        var refused = (await Admin.PostAsync(path, Body(null, Earlier, evidence))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("activity.evidence-of-other-kind", refused.Code);
        Assert.NotNull(refused["errors"]!["evidence"]);
        var planned = (await Admin.PostAsync(path, Body(Earlier, null, null))).Expect(HttpStatusCode.Created);
        if (kind == "visit") (await Admin.PostAsync($"{planned.Location}/check-in", new { at = Earlier })).Expect(HttpStatusCode.OK);
        Assert.Equal("activity.evidence-of-other-kind", (await Admin.ActAsync($"{planned.Location}/complete", new { outcome = "Done", evidence }, "*")).Expect(HttpStatusCode.BadRequest).Code);
        Assert.DoesNotContain(await fixture.PublishedAsync<StageEvidenceGathered>(), told => told.CustomerId == customer);
    }

    [Fact]
    public async Task The_axes_follow_from_the_kind_unless_they_are_named()
    {
        var customer = await fixture.CustomerAsync();
        var web = (await Admin.PostAsync("/api/v1/activities", new { kind = "web", customerId = customer, direction = "inbound", purpose = "information", endedAt = Earlier, web = new { action = "page-seen", page = "/" } })).Expect(HttpStatusCode.Created);
        Assert.Equal(("machine", "media", "asynchronous"), ((string)web["axes"]!["party"]!, (string)web["axes"]!["means"]!, (string)web["axes"]!["timing"]!));
        var chat = (await Admin.PostAsync("/api/v1/activities", new { kind = "message", customerId = customer, direction = "inbound", purpose = "information", endedAt = Earlier, axes = new { timing = "synchronous" }, message = new { service = "site-chat", text = "Hi" } })).Expect(HttpStatusCode.Created);
        Assert.Equal(("human", "media", "synchronous"), ((string)chat["axes"]!["party"]!, (string)chat["axes"]!["means"]!, (string)chat["axes"]!["timing"]!));
    }

    // E6, C5: others learn whether somebody was dealt with.
    [Fact]
    public async Task What_a_machine_did_and_an_event_that_nobody_came_to_is_told_as_no_contact()
    {
        var customer = await fixture.CustomerAsync();
        Task<Answer> HappenedAsync(string kind, object web, object happening, object? axes = null) => Admin.PostAsync("/api/v1/activities", kind == "web"
            ? new { kind, customerId = customer, direction = "inbound", purpose = "information", endedAt = Earlier, axes, web }
            : new { kind, customerId = customer, direction = "inbound", purpose = "information", endedAt = Earlier, @event = happening });
        object page = new { action = "page-seen", page = "/" };
        Guid[] none =
        [
            (await HappenedAsync("web", page, new { })).Expect(HttpStatusCode.Created).Id,
            (await HappenedAsync("event", page, new { kind = "gala", name = "Party", attended = false })).Expect(HttpStatusCode.Created).Id,
        ];
        Guid[] contacts =
        [
            (await HappenedAsync("web", page, new { }, new { party = "human" })).Expect(HttpStatusCode.Created).Id,
            (await HappenedAsync("event", page, new { kind = "gala", name = "Party", attended = true })).Expect(HttpStatusCode.Created).Id,
        ];
        var told = (await fixture.PublishedAsync<ActivityRecorded>()).Where(a => a.CustomerId == customer).ToDictionary(a => a.ActivityId, a => a.Contact);
        Assert.All(none, id => Assert.False(told[id]));
        Assert.All(contacts, id => Assert.True(told[id]));
    }

    // C11: Customers' decision chains know by it whom somebody met.
    [Fact]
    public async Task A_held_visit_and_a_held_meeting_are_told_with_the_contacts_who_took_part()
    {
        var (customer, decider) = (await fixture.CustomerAsync(), Guid.CreateVersion7());
        object[] participants = [new { name = "王伟", side = "ours", staffId = "wei" }, new { name = "Ms Li", side = "theirs", contactId = decider }, new { name = "Li", side = "theirs", contactId = decider }, new { name = "Mr Wu", side = "theirs" }];
        async Task<Guid> VisitAsync(DateTimeOffset? endedAt, object? axes = null) => (await Admin.PostAsync("/api/v1/visits", new
        {
            customerId = customer, goal = "See", plannedAt = Earlier.AddHours(-1), startedAt = endedAt?.AddHours(-1), endedAt, outcome = endedAt is null ? null : "Seen", participants, axes,
        })).Expect(HttpStatusCode.Created).Id;
        async Task<Guid> HeldAsync(object activity) => (await Admin.PostAsync("/api/v1/activities", activity)).Expect(HttpStatusCode.Created).Id;
        var (held, planned, machine) = (await VisitAsync(Earlier), await VisitAsync(null), await VisitAsync(Earlier, new { party = "machine" }));
        var meeting = await HeldAsync(new { kind = "meeting", customerId = customer, direction = "outbound", purpose = "sales", endedAt = Earlier, meeting = new { subject = "M" }, outcome = "Met", participants });
        var mail = await HeldAsync(new { kind = "email", customerId = customer, direction = "inbound", purpose = "sales", endedAt = Earlier, email = new { subject = "M" }, participants });
        var told = (await fixture.PublishedAsync<VisitChanged>()).Where(visit => visit.CustomerId == customer).Select(visit => (Id: visit.VisitId, visit.ContactIds))
            .Concat((await fixture.PublishedAsync<ActivityRecorded>()).Where(activity => activity.CustomerId == customer).Select(activity => (Id: activity.ActivityId, activity.ContactIds))).ToDictionary(one => one.Id, one => one.ContactIds);
        Assert.Equal(5, told.Count);
        Assert.All(new[] { held, meeting }, id => Assert.Equal([decider], told[id]));
        Assert.All(new[] { planned, machine, mail }, id => Assert.Null(told[id]));
    }

    [Fact]
    public async Task An_activity_that_is_under_way_does_not_end_before_it_began()
    {
        var planned = (await Admin.PostAsync("/api/v1/activities", new
        {
            customerId = await fixture.CustomerAsync(), kind = "meeting", direction = "outbound", purpose = "sales", meeting = new { subject = "M" }, plannedAt = DateTimeOffset.UtcNow.AddHours(-3),
        })).Expect(HttpStatusCode.Created);
        var begun = (await Admin.ActAsync($"{planned.Location}/begin", null, planned.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("time.ends-before-start", (await Admin.ActAsync($"{planned.Location}/complete", new { outcome = "Met", endedAt = Earlier }, begun.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        Assert.True((int)(await Admin.ActAsync($"{planned.Location}/complete", new { outcome = "Met" }, begun.ETag)).Expect(HttpStatusCode.OK)["minutesSpent"]! >= 0);
    }

    // C10: written down days later it took no longer.
    [Theory]
    [InlineData(60, 60)]
    [InlineData(null, null)]
    public async Task A_meeting_lasts_as_long_as_it_was_planned_for_whenever_it_is_written_down(int? planned, int? spent)
    {
        var at = DateTimeOffset.UtcNow.AddDays(-2);
        var meeting = (await Admin.PostAsync("/api/v1/activities", new { customerId = await fixture.CustomerAsync(), kind = "meeting", direction = "outbound", purpose = "sales", meeting = new { subject = "M" }, plannedAt = at, minutes = planned })).Expect(HttpStatusCode.Created);
        var done = (await Admin.ActAsync($"{meeting.Location}/complete", new { outcome = "Met" }, meeting.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal((spent, at), ((int?)done["minutesSpent"], (DateTimeOffset)done["startedAt"]!));
        if (planned is { } minutes) Assert.Equal(at.AddMinutes(minutes), (DateTimeOffset)done["endedAt"]!);
        Assert.Equal(spent, Assert.Single(await fixture.PublishedAsync<ActivityRecorded>(), told => told.ActivityId == meeting.Id).Minutes);
    }

    // C9: an event that the customer did not come to opens no gate.
    [Fact]
    public async Task An_event_that_nobody_came_to_proves_nothing()
    {
        var customer = await fixture.CustomerAsync();
        string[] evidence = ["demo-given"];
        object Held(bool? attended) => new { customerId = customer, kind = "event", direction = "outbound", purpose = "sales", @event = new { kind = "gala", name = "Party", attended }, endedAt = Earlier, evidence };
        Assert.Equal("activity.not-attended", (await Admin.PostAsync("/api/v1/activities", Held(false))).Expect(HttpStatusCode.BadRequest).Code);
        var planned = (await Admin.PostAsync("/api/v1/activities", new { customerId = customer, kind = "event", direction = "outbound", purpose = "sales", @event = new { kind = "gala", name = "Party" }, plannedAt = Earlier })).Expect(HttpStatusCode.Created);
        Assert.Equal("activity.not-attended", (await Admin.ActAsync($"{planned.Location}/complete", new { attended = false, evidence }, planned.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        Assert.DoesNotContain(await fixture.PublishedAsync<StageEvidenceGathered>(), told => told.CustomerId == customer);
        (await Admin.ActAsync($"{planned.Location}/complete", new { attended = true, evidence }, planned.ETag)).Expect(HttpStatusCode.OK);
        Assert.Single(await fixture.PublishedAsync<StageEvidenceGathered>(), told => told.CustomerId == customer);
    }

    // E6, C5: of calls and visits, too.
    [Fact]
    public async Task A_call_and_a_visit_say_whether_a_person_dealt_with_the_customer()
    {
        var customer = await fixture.CustomerAsync();
        Task<Answer> CallAsync(string party, bool reached) => Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "survey", reached, axes = new { party } });
        Task<Answer> VisitAsync(string party) => Admin.PostAsync("/api/v1/visits", new { customerId = customer, goal = "See", startedAt = Earlier, endedAt = Earlier, outcome = "Seen", axes = new { party } });
        var calls = new[] { await CallAsync("human", true), await CallAsync("machine", true), await CallAsync("human", false), await CallAsync("machine", false) };
        var visits = new[] { await VisitAsync("human"), await VisitAsync("machine") };
        var planned = await Admin.PostAsync("/api/v1/visits", new { customerId = customer, goal = "See", plannedAt = DateTimeOffset.UtcNow.AddDays(1) });
        var called = (await fixture.PublishedAsync<CallLogged>()).Where(c => c.CustomerId == customer).ToDictionary(c => c.CallId, c => c.Contact);
        Assert.Equal([true, false, null, false], calls.Select(call => called[call.Expect(HttpStatusCode.Created).Id]));
        var visited = (await fixture.PublishedAsync<VisitChanged>()).Where(v => v.CustomerId == customer).ToDictionary(v => v.VisitId, v => v.Contact);
        Assert.Equal([true, false, null], visits.Append(planned).Select(visit => visited[visit.Expect(HttpStatusCode.Created).Id]));
    }

    [Fact]
    public async Task A_planned_meeting_goes_its_way_and_keeps_its_history()
    {
        var customer = await fixture.CustomerAsync();
        var planned = (await Admin.PostAsync("/api/v1/activities", new
        {
            kind = "meeting", customerId = customer, direction = "outbound", purpose = "growth-path", plannedAt = DateTimeOffset.UtcNow.AddDays(1), minutes = 60, place = "Room 2",
            meeting = new { subject = "Growth" }, participants = new object[] { new { name = "王伟", side = "ours", staffId = "wei" }, new { name = "Ms Li", side = "theirs" } },
        })).Expect(HttpStatusCode.Created);
        var moved = (await Admin.PatchAsync(planned.Location!, new { place = "Room 3", meeting = new { agenda = "Numbers" } }, planned.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("Growth", "Numbers"), ((string)moved["meeting"]!["subject"]!, (string)moved["meeting"]!["agenda"]!));
        var begun = (await Admin.ActAsync($"{planned.Location}/begin", null, moved.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("meeting.not-planned", (await Admin.ActAsync($"{planned.Location}/miss", null, begun.ETag)).Expect(HttpStatusCode.Conflict).Code);
        var done = (await Admin.ActAsync($"{planned.Location}/complete", new { outcome = "Agreed", evidence = new[] { "technical-exchange-held" } }, begun.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("done", (string?)done["state"]);
        Assert.Contains(await fixture.PublishedAsync<StageEvidenceGathered>(), e => e.SourceId == planned.Id && e.Kind == "technical-exchange-held");
        Assert.Equal(["updated", "updated", "updated", "created"], (await Admin.GetAsync($"{planned.Location}/history")).Items.Select(i => (string)i["action"]!));
        Assert.Equal(planned.Id.ToString(), (string?)Assert.Single((await Admin.GetAsync($"/api/v1/activities?customerId={customer}&kind=meeting&state=done")).Items)["id"]);
    }

    // E1: assigned items notify people and departments, as tasks and as events.
    [Fact]
    public async Task Assigned_items_become_tasks_and_departments_are_told()
    {
        await fixture.StaffAsync("lars", "care");
        var customer = await fixture.CustomerAsync();
        var due = DateTimeOffset.UtcNow.AddDays(2);
        var made = (await Admin.PostAsync("/api/v1/activities", new
        {
            kind = "email", customerId = customer, direction = "inbound", purpose = "logistics", endedAt = Earlier, outcome = "Wants another date", email = new { subject = "Delivery" },
            assignedItems = new object[] { new { text = "Call the carrier", dueAt = due, assigneeId = "lars" }, new { text = "Check the stock", dueAt = due, department = "warehouse" } },
            departments = new[] { "accounting" },
        })).Expect(HttpStatusCode.Created);
        var tasks = (await Admin.GetAsync($"/api/v1/tasks?customerId={customer}&origin=assigned-item")).Items;
        Assert.Equal([("Call the carrier", "lars", "care"), ("Check the stock", null, "warehouse")], tasks.Select(t => ((string)t["title"]!, (string?)t["assigneeId"], (string)t["team"]!)));
        Assert.Equal([("accounting", "Wants another date"), ("warehouse", "Check the stock")], (await fixture.PublishedAsync<DepartmentNotified>()).Where(d => d.ActivityId == made.Id).Select(d => (d.Team, d.Text)));
        var both = (await Admin.PostAsync("/api/v1/activities", new
        {
            kind = "email", customerId = customer, direction = "inbound", purpose = "logistics", endedAt = Earlier, email = new { subject = "x" },
            assignedItems = new object[] { new { text = "x", dueAt = due, assigneeId = "lars", department = "warehouse" } },
        })).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(both["errors"]!["assignedItems[0]"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    public async Task A_department_that_is_told_of_an_activity_has_a_name_of_a_departments_length(int length)
    {
        var refused = (await Admin.PostAsync("/api/v1/calls", new
        {
            customerId = await fixture.CustomerAsync(), direction = "inbound", purpose = "logistics", reached = true, departments = new[] { "warehouse", new string('x', length) },
        })).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(refused["errors"]!["departments[1]"]);
    }

    [Fact]
    public async Task Touchpoints_measure_what_was_experienced_there()
    {
        var code = $"desk-{Guid.NewGuid():N}"[..20];
        var entry = new { names = new { en = "Front desk", zhHans = "前台", zhHant = "前台" }, phase = "pre-sale", measure = new { en = "Welcome", zhHans = "接待", zhHant = "接待" }, scaleMax = 5 };
        (await Admin.PutAsync($"/api/v1/touchpoints/{code}", entry, null)).Expect(HttpStatusCode.PreconditionRequired);
        (await Admin.PutAsync($"/api/v1/touchpoints/{code}", entry, "*")).Expect(HttpStatusCode.Created);
        (await fixture.Service.As("wei", "sales", "north").PutAsync($"/api/v1/touchpoints/{code}", entry, "*")).Expect(HttpStatusCode.Forbidden);
        var customer = await fixture.CustomerAsync();
        foreach (var experience in new[] { 2, 5 })
            (await Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "inbound", purpose = "information", reached = true, touchpoint = new { code, experience } })).Expect(HttpStatusCode.Created);
        var point = (await Admin.GetAsync($"/api/v1/touchpoints/{code}", ("Accept-Language", "zh-CN"))).Expect(HttpStatusCode.OK);
        Assert.Equal(("前台", 2, 3.5), ((string)point["name"]!, (int)point["experiences"]!, (double)point["meanExperience"]!));
        var changed = (await Admin.PutAsync($"/api/v1/touchpoints/{code}", entry, point.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal((2, 3.5), ((int)changed["experiences"]!, (double?)changed["meanExperience"]));
        Assert.Equal("touchpoint.scale", (await Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "inbound", purpose = "information", reached = true, touchpoint = new { code, experience = 9 } })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("touchpoint.unknown", (await Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "inbound", purpose = "information", reached = true, touchpoint = new { code = "nowhere" } })).Expect(HttpStatusCode.BadRequest).Code);
    }

    // E1: how it was at a touchpoint is known once one was there.
    [Theory]
    [InlineData("visit")]
    [InlineData("meeting")]
    public async Task How_it_was_at_a_touchpoint_is_said_afterwards_and_only_what_took_place_counts(string kind)
    {
        var code = $"shop-{Guid.NewGuid():N}"[..20];
        object Entry(bool active) => new { names = new { en = "Shop", zhHans = "店", zhHant = "店" }, phase = "pre-sale", measure = new { en = "Welcome", zhHans = "接待", zhHant = "接待" }, scaleMax = 5, active };
        (await Admin.PutAsync($"/api/v1/touchpoints/{code}", Entry(true), "*")).Expect(HttpStatusCode.Created);
        var (customer, at) = (await fixture.CustomerAsync(), DateTimeOffset.UtcNow.AddHours(1));
        async Task<Answer> PlanAsync(object touchpoint) => (kind == "visit"
            ? await Admin.PostAsync("/api/v1/visits", new { customerId = customer, goal = "See", plannedAt = at, touchpoint })
            : await Admin.PostAsync("/api/v1/activities", new { customerId = customer, kind, direction = "outbound", purpose = "sales", meeting = new { subject = "M" }, plannedAt = at, touchpoint })).Expect(HttpStatusCode.Created);
        var cancelled = await PlanAsync(new { code, experience = 5 });
        (await Admin.ActAsync($"{cancelled.Location}/cancel", null, "*")).Expect(HttpStatusCode.OK);
        var planned = await PlanAsync(new { code });
        async Task<(int, double?)> MeasuredAsync() => (await Admin.GetAsync($"/api/v1/touchpoints/{code}")).Expect(HttpStatusCode.OK) is var point ? ((int)point["experiences"]!, (double?)point["meanExperience"]) : default;
        Assert.Equal((0, null), await MeasuredAsync());

        // One that was retired meanwhile is no obstacle to what was planned at it.
        (await Admin.PutAsync($"/api/v1/touchpoints/{code}", Entry(false), "*")).Expect(HttpStatusCode.OK);
        (await Admin.PatchAsync(planned.Location!, new { place = "Room 3" }, "*")).Expect(HttpStatusCode.OK);
        if (kind == "visit") (await Admin.PostAsync($"{planned.Location}/check-in")).Expect(HttpStatusCode.OK);
        Task<Answer> CompleteAsync(object touchpoint) => Admin.ActAsync($"{planned.Location}/complete", new { outcome = "Done", touchpoint }, "*");
        Assert.Equal("touchpoint.scale", (await CompleteAsync(new { code, experience = 9 })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("touchpoint.unknown", (await CompleteAsync(new { code = "nowhere", experience = 1 })).Expect(HttpStatusCode.BadRequest).Code);
        var done = (await CompleteAsync(new { code, experience = 2 })).Expect(HttpStatusCode.OK);
        Assert.Equal((code, 2), ((string)done["touchpoint"]!["code"]!, (int)done["touchpoint"]!["experience"]!));
        Assert.Equal((1, 2.0), await MeasuredAsync());
    }

    // E2: a policy is conveyed with its cost, budget and effect.
    [Fact]
    public async Task A_visit_is_prepared_and_conveys_a_policy_within_its_budget()
    {
        var customer = await fixture.CustomerAsync();
        var at = DateTimeOffset.UtcNow.AddDays(1);
        Assert.Equal("visit.policy-missing", (await Admin.PostAsync("/api/v1/visits", new { customerId = customer, goal = "Spring promotion", plannedAt = at, purpose = "convey" })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("visit.policy-beyond-budget", (await Admin.PostAsync("/api/v1/visits", new { customerId = customer, goal = "x", plannedAt = at, purpose = "convey", conveys = new { policy = "Free display", costMinor = 900, budgetMinor = 500, currency = "CNY", effect = "More sales" } })).Expect(HttpStatusCode.BadRequest).Code);
        var visit = (await Admin.PostAsync("/api/v1/visits", new
        {
            customerId = customer, goal = "Spring promotion", plannedAt = at, purpose = "convey", phase = "close",
            conveys = new { policy = "Free display", costMinor = 300, budgetMinor = 500, currency = "CNY", effect = "More sales" },
            materials = new[] { new { item = "Catalogue", ready = true }, new { item = "Samples", ready = false } }, preparation = new { dress = "Suit", dressDone = true, mindset = "Listen", mindsetDone = true },
        })).Expect(HttpStatusCode.Created);
        Assert.False((bool)visit["prepared"]!);
        var ready = (await Admin.PatchAsync(visit.Location!, new { materials = new[] { new { item = "Catalogue", ready = true }, new { item = "Samples", ready = true } } }, visit.ETag)).Expect(HttpStatusCode.OK);
        Assert.True((bool)ready["prepared"]!);
    }
}
