using System.Net;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Service.Tests.Http;

public sealed partial class ComplaintsOverHttp(ServiceFixture fixture) : IClassFixture<ServiceFixture>, IAsyncLifetime
{
    private ApiClient Admin => fixture.Admin;

    public async ValueTask InitializeAsync() => await fixture.StaffAsync(ServiceFixture.Agent("anna", skills: ["quality"]), ServiceFixture.Agent("bo", skills: ["quality", "price"]), ServiceFixture.Agent("sid", role: "sales"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_complaint_gets_a_number_an_agent_on_duty_for_its_category_and_an_acknowledgement()
    {
        var customer = await fixture.CustomerAsync("李娜");
        var opened = (await Admin.PostAsync("/api/v1/complaints", new
        {
            customerId = customer.CustomerId, channel = "hotline", category = "quality", severity = "high", summary = "收到的货物已损坏", remedySought = "replacement",
        })).Expect(HttpStatusCode.Created);
        Assert.Matches("^[0-9ACFHJKNPRTWXY]{3}-[0-9ACFHJKNPRTWXY]{3}-[0-9ACFHJKNPRTWXY]{3}$", (string?)opened["number"]);
        Assert.Contains((string?)opened["assigneeId"], new[] { "anna", "bo" });
        Assert.Contains("On duty", (string?)opened["assignmentReason"]);
        Assert.Contains((string)opened["number"]!, (string?)opened["acknowledgement"]);
        // In the customer's language, whatever the agent's.
        Assert.StartsWith("您的投诉已收到", (string?)opened["acknowledgement"], StringComparison.Ordinal);
        foreach (var (language, said) in new[] { ("en-GB", "We have your complaint"), ("zh-TW", "您的投訴已收到"), ("de", "We have your complaint") })
        {
            var other = (await Admin.PostAsync("/api/v1/complaints", new { channel = "chat", category = "quality", summary = "Torn", language }, ("Accept-Language", "zh-Hans"))).Expect(HttpStatusCode.Created);
            Assert.StartsWith(said, (string?)other["acknowledgement"], StringComparison.Ordinal);
        }
        // What is read out to the customer is the time on our wall, China's in the default calendar.
        Assert.Contains($"{((DateTimeOffset)opened["firstResponseDueAt"]!).ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm} (Asia/Shanghai)", (string?)opened["acknowledgement"]);
        Assert.Equal(("acknowledged", "李娜", "high", "replacement"), ((string?)opened["state"], (string?)opened["customerName"], (string?)opened["severity"], (string?)opened["remedySought"]));
        Assert.Equal($"/api/v1/complaints/{opened.Id}", opened.Location);

        var read = (await Admin.GetAsync(opened.Location!, ("Accept-Language", "zh-Hans"))).Expect(HttpStatusCode.OK);
        Assert.Equal(opened.ETag, read.ETag);
        Assert.Contains("规则", (string?)read["assignmentReason"]);
        var spoken = ((string)opened["number"]!).ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal);
        Assert.Equal(opened.Id, (await Admin.GetAsync($"/api/v1/complaints/by-number/{Uri.EscapeDataString(spoken)}")).Expect(HttpStatusCode.OK).Id);
        Assert.Equal("complaint-number.malformed", (await Admin.GetAsync("/api/v1/complaints/by-number/123")).Expect(HttpStatusCode.BadRequest).Code);

        Assert.Contains(await fixture.PublishedAsync<ComplaintOpened>(), e => e.ComplaintId == opened.Id && e.Summary == "收到的货物已损坏");
        var changed = Assert.Single(await fixture.PublishedAsync<ComplaintChanged>(), e => e.ComplaintId == opened.Id);
        Assert.Equal((1, "hotline", "quality", "acknowledged", customer.CustomerId), (changed.Version, changed.Intake, changed.Category, changed.State, changed.CustomerId!.Value));
        Assert.Equal((string?)opened["openedBy"], changed.OpenedBy);
    }

    [Fact]
    public async Task The_seven_steps_go_in_order_and_the_refusal_names_the_missing_one()
    {
        var complaint = await OpenAsync();
        var steps = $"{complaint.Location}/steps";
        var skipped = (await Admin.PostAsync(steps, new { step = 3, ground = "our-fault", words = "We are sorry." })).Expect(HttpStatusCode.Conflict);
        Assert.Equal("complaint.step-out-of-order", skipped.Code);
        Assert.Equal(["listen", "thank"], skipped["missing"]!.AsArray().Select(step => (string)step!));

        var incomplete = (await Admin.PostAsync(steps, new { step = 1 })).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(incomplete["errors"]!["restatement"]);
        Assert.NotNull((await Admin.PostAsync(steps, new { step = 9 })).Expect(HttpStatusCode.BadRequest)["errors"]!["step"]);
        Assert.NotNull((await Admin.PostAsync(steps, new { restatement = "x" })).Expect(HttpStatusCode.BadRequest)["errors"]!["step"]);
        Assert.NotNull((await Admin.PostAsync(steps, new { step = 1, restatement = "x", mood = "y" })).Expect(HttpStatusCode.BadRequest)["errors"]!["mood"]);

        foreach (var (index, step) in AllSteps().Index())
        {
            var recorded = (await Admin.PostAsync(steps, step)).Expect(HttpStatusCode.Created);
            Assert.Equal((index + 1, index + 1), ((int)recorded["stepsDone"]!, (int)recorded["recorded"]!["step"]!));
            Assert.Equal(index < 6 ? index + 2 : null, (int?)recorded["next"]);
        }
        Assert.Equal("complaint.step-already-recorded", (await Admin.PostAsync(steps, AllSteps().First())).Expect(HttpStatusCode.Conflict).Code);

        var list = (await Admin.GetAsync(steps)).Expect(HttpStatusCode.OK);
        Assert.All(list["checklist"]!.AsArray(), line => Assert.True((bool)line!["done"]!));
        Assert.Equal("our-fault", (string?)list["records"]![2]!["record"]!["ground"]);
        Assert.Equal(7, (await fixture.PublishedAsync<ComplaintStepRecorded>()).Count(e => e.ComplaintId == complaint.Id));
    }

    [Fact]
    public async Task It_closes_after_the_answer_reopens_with_a_reason_and_the_steps_begin_anew()
    {
        var complaint = await OpenAsync();
        Assert.Equal("if-match.required", (await Admin.PostAsync($"{complaint.Location}/close", new { })).Expect(HttpStatusCode.PreconditionRequired).Code);
        Assert.Equal("complaint.close-needs-answer", (await Admin.ActAsync($"{complaint.Location}/close", new { }, complaint.ETag)).Expect(HttpStatusCode.Conflict).Code);
        var tag = complaint.ETag;
        foreach (var step in AllSteps().Take(6)) tag = (await Admin.PostAsync($"{complaint.Location}/steps", step)).Expect(HttpStatusCode.Created).ETag;
        Assert.Equal("stale", (await Admin.ActAsync($"{complaint.Location}/close", new { }, complaint.ETag)).Expect(HttpStatusCode.PreconditionFailed).Code);
        var closed = (await Admin.ActAsync($"{complaint.Location}/close", new { }, tag)).Expect(HttpStatusCode.OK);
        Assert.Equal("closed", (string?)closed["state"]);
        Assert.NotNull(closed["closedAt"]);
        Assert.True(Assert.Single(await fixture.PublishedAsync<ComplaintClosed>(), e => e.ComplaintId == complaint.Id).Satisfied);

        (await Admin.ActAsync($"{complaint.Location}/reopen", new { reason = " " }, closed.ETag)).Expect(HttpStatusCode.BadRequest);
        var reopened = (await Admin.ActAsync($"{complaint.Location}/reopen", new { reason = "It broke again." }, closed.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("reopened", 0, 1, 1), ((string?)reopened["state"], (int)reopened["stepsDone"]!, (int)reopened["nextStep"]!, (int)reopened["reopenings"]!));
        Assert.Equal((string?)complaint["assigneeId"], (string?)reopened["assigneeId"]);
        Assert.Single(await fixture.PublishedAsync<ComplaintReopened>(), e => e.ComplaintId == complaint.Id && e.Reason == "It broke again.");
        var history = (await Admin.GetAsync($"{complaint.Location}/history")).Expect(HttpStatusCode.OK);
        Assert.Contains(history.Items[0]["fields"]!.AsArray(), f => (string?)f!["field"] == "state" && (string?)f["from"] == "closed" && (string?)f["to"] == "reopened");
    }

    [Fact]
    public async Task Three_documented_attempts_are_enough_to_close()
    {
        var complaint = await OpenAsync();
        Answer last = complaint;
        for (var i = 0; i < 3; i++) last = (await Admin.PostAsync($"{complaint.Location}/attempts", new { channel = "phone", note = "Nobody answers." })).Expect(HttpStatusCode.OK);
        var closed = (await Admin.ActAsync($"{complaint.Location}/close", new { recourse = "The arbitration board" }, last.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("closed", "customer-not-reached"), ((string?)closed["state"], (string?)closed["closedBecause"]));
        var reopened = (await Admin.ActAsync($"{complaint.Location}/reopen", new { reason = "They called" }, closed.ETag)).Expect(HttpStatusCode.OK);
        Assert.Null(reopened["closedBecause"]);

        // Whoever reads what was done reads this too.
        var done = (await Admin.GetAsync($"{complaint.Location}/steps")).Expect(HttpStatusCode.OK);
        Assert.Equal(["1 phone Nobody answers.", "1 phone Nobody answers.", "1 phone Nobody answers."], done["attempts"]!.AsArray().Select(a => $"{a!["round"]} {a["channel"]} {a["note"]}"));
        Assert.Equal(("customer-not-reached", "The arbitration board", "ada"), Assert.Single(done["closings"]!.AsArray()) is { } end ? ((string?)end["ground"], (string?)end["recourse"], (string?)end["by"]) : default);
        Assert.Equal("They called", (string?)Assert.Single(done["reopenings"]!.AsArray())!["reason"]);
    }

    // S5: a slip of the pen must not let the clocks run by another calendar.
    [Fact]
    public async Task A_calendar_that_nobody_entered_is_refused()
    {
        var customer = (await fixture.CustomerAsync()).CustomerId;
        object Body(string calendar) => new { customerId = customer, channel = "hotline", category = "quality", summary = "Torn", calendar };
        Assert.Equal("complaint.calendar-unknown", (await Admin.PostAsync("/api/v1/complaints", Body("berln"))).Expect(HttpStatusCode.BadRequest).Code);
        var opened = (await Admin.PostAsync("/api/v1/complaints", Body("standard"))).Expect(HttpStatusCode.Created);
        Assert.Equal("complaint.calendar-unknown", (await Admin.PatchAsync(opened.Location!, new { calendar = "berln" }, "*")).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.PutAsync("/api/v1/calendars/berlin", new { zone = "Europe/Berlin", week = new { monday = new[] { "09:00-17:00" } } }, "*")).Expect(HttpStatusCode.Created);
        // Whoever settles the clocks anew may be at it at this moment.
        Task<Answer> ChangedAsync(object fields) => Eventually.BecomesAsync(() => Admin.PatchAsync(opened.Location!, fields, "*"), answer => answer.Status != HttpStatusCode.PreconditionFailed, "the change to be made");
        Assert.Equal("berlin", (string?)(await ChangedAsync(new { calendar = "berlin" })).Expect(HttpStatusCode.OK)["calendar"]);
        // One that is there no more stands for the default one, and does not keep anybody from working on its complaints.
        (await Admin.DeleteAsync("/api/v1/calendars/berlin", "*")).Expect(HttpStatusCode.NoContent);
        (await ChangedAsync(new { summary = "Torn twice" })).Expect(HttpStatusCode.OK);
    }

    // X2: an attempt is a fact, and says nothing of a version.
    [Fact]
    public async Task Attempts_documented_at_the_same_moment_all_count()
    {
        var complaint = await OpenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Admin.PostAsync($"{complaint.Location}/attempts", new { channel = "phone", note = $"Nobody answers ({i})." })));
        Assert.All(answers, answer => answer.Expect(HttpStatusCode.OK));
        Assert.Equal(6, await fixture.Service.InScopeAsync(async scope =>
            (await scope.GetRequiredService<Data.ComplaintsDb>().AllComplaints.AsNoTracking().SingleAsync(c => c.Id == complaint.Id)).Course.Attempts.Count));
    }

    [Fact]
    public async Task A_customer_entered_a_moment_ago_is_read_through_once_and_the_answer_kept()
    {
        var fresh = ServiceFixture.State(Guid.CreateVersion7(), 3, "刚刚来的");
        fixture.Neighbours.Know(fresh);
        var before = fixture.Neighbours.ReadThroughs;
        for (var i = 0; i < 2; i++) Assert.Equal("刚刚来的", (string?)(await OpenAsync(customerId: fresh.CustomerId))["customerName"]);
        Assert.Equal(before + 1, fixture.Neighbours.ReadThroughs);

        // An older state that comes afterwards changes nothing, a newer one does.
        fixture.Neighbours.Publish(fresh with { Version = 2, Name = "旧名" });
        fixture.Neighbours.Publish(fresh with { Version = 4, Name = "新名" });
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => db.Customers.AnyAsync(c => c.CustomerId == fresh.CustomerId && c.Name == "新名")), "the newer name");
        (await Admin.PostAsync("/api/v1/complaints", Body(Guid.NewGuid()))).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Complaints_are_shared_evenly_and_a_closed_one_counts_no_more()
    {
        await using var own = await ServiceFixtureOf();
        await own.StaffAsync([.. Enumerable.Range(1, 3).Select(i => ServiceFixture.Agent($"a{i}", skills: ["attitude"])), ServiceFixture.Agent("other", skills: ["price"])]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => own.Admin.PostAsync("/api/v1/complaints", new { channel = "chat", category = "attitude", summary = "Unfriendly" })));
        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        Assert.Equal([10, 10, 10], answers.GroupBy(answer => (string)answer["assigneeId"]!).OrderBy(g => g.Key).Select(g => g.Count()));
        Assert.Equal(30, answers.Select(answer => (string)answer["number"]!).Distinct().Count());

        var his = answers.Where(answer => (string?)answer["assigneeId"] == "a2").ToList();
        foreach (var complaint in his.Take(2))
        {
            var tag = complaint.ETag;
            for (var i = 0; i < 3; i++) tag = (await own.Admin.PostAsync($"{complaint.Location}/attempts", new { channel = "phone", note = "no" })).Expect(HttpStatusCode.OK).ETag;
            (await own.Admin.ActAsync($"{complaint.Location}/close", new { }, tag)).Expect(HttpStatusCode.OK);
        }
        for (var i = 0; i < 2; i++)
            Assert.Equal("a2", (string?)(await own.Admin.PostAsync("/api/v1/complaints", new { channel = "chat", category = "attitude", summary = "Again" })).Expect(HttpStatusCode.Created)["assigneeId"]);
        Assert.Equal([10, 10, 10], await own.Service.InScopeAsync(scope => scope.GetRequiredService<Data.ComplaintsDb>().AgentLoads.Where(l => l.InHand > 0).OrderBy(l => l.StaffId).Select(l => l.InHand).ToListAsync()));
    }

    [Fact]
    public async Task Nobody_available_leaves_it_in_the_queue_and_raises_an_alarm()
    {
        var queued = await OpenAsync(category: "attitude");
        Assert.Equal((null, "service"), ((string?)queued["assigneeId"], (string?)queued["team"]));
        Assert.Contains("nobody", (string?)queued["assignmentReason"]);
        Assert.Contains(await fixture.PublishedAsync<ComplaintQueued>(), e => e.ComplaintId == queued.Id && e.Team == "service");
        Assert.Contains((await Admin.GetAsync("/api/v1/complaints?assigneeId=none&limit=200")).Items, item => (string?)item["id"] == queued.Id.ToString());

        Assert.Equal("complaint.assignee-unknown", (await Admin.ActAsync($"{queued.Location}/assign", new { assigneeId = "nobody" }, queued.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        var given = (await Admin.ActAsync($"{queued.Location}/assign", new { assigneeId = "bo", reason = "Knows them" }, queued.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("bo", (string?)given["assigneeId"]);
        Assert.Equal("Assigned by ada: Knows them", (string?)given["assignmentReason"]);
        var assignments = (await Admin.GetAsync($"{queued.Location}/assignments")).Expect(HttpStatusCode.OK);
        Assert.Equal(["assigned", "queued-nobody-available"], assignments.Items.Select(item => (string)item["outcome"]!));
        (await fixture.Service.As("bo", "agent").ActAsync($"{queued.Location}/assign", new { assigneeId = "bo" }, given.ETag)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Sales_sees_the_complaints_of_its_own_teams_customers_and_no_others()
    {
        var customer = await fixture.CustomerAsync(team: "east");
        var east = fixture.Service.As("eva", "sales", "east");
        var west = fixture.Service.As("wim", "sales", "west");
        var complaint = (await east.PostAsync("/api/v1/complaints", Body(customer.CustomerId))).Expect(HttpStatusCode.Created);
        (await fixture.Service.As("edi", "sales", "east").GetAsync(complaint.Location!)).Expect(HttpStatusCode.OK);
        (await west.GetAsync(complaint.Location!)).Expect(HttpStatusCode.NotFound);
        Assert.Empty((await west.GetAsync($"/api/v1/complaints?customerId={customer.CustomerId}")).Items);
        (await west.PostAsync("/api/v1/complaints", Body(customer.CustomerId))).Expect(HttpStatusCode.BadRequest);
        (await fixture.Service.Client(null).GetAsync(complaint.Location!)).Expect(HttpStatusCode.Unauthorized);
        (await fixture.Service.As("ann", "analyst").PostAsync("/api/v1/complaints", Body(customer.CustomerId))).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_queue_is_in_order_of_due_time_and_pages_hold_every_row_once()
    {
        var customer = await fixture.CustomerAsync();
        foreach (var severity in new[] { "low", "critical", "normal", "high", "normal", "critical", "low" })
            (await Admin.PostAsync("/api/v1/complaints", Body(customer.CustomerId, severity: severity))).Expect(HttpStatusCode.Created);
        foreach (var (sort, count) in new[] { ("due", 7), ("opened", 7), ("-opened", 7) })
        {
            var seen = new List<string>();
            string? cursor = null;
            do
            {
                var page = (await Admin.GetAsync($"/api/v1/complaints?customerId={customer.CustomerId}&sort={sort}&limit=3{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
                seen.AddRange(page.Items.Select(item => $"{item["severity"]} {item["id"]}"));
                cursor = page.Next;
            }
            while (cursor is not null);
            Assert.Equal(count, seen.Distinct().Count());
            if (sort == "due") Assert.Equal(["critical", "critical", "high", "normal", "normal", "low", "low"], seen.Select(row => row.Split(' ')[0]));
        }
        Assert.Equal(2, (await Admin.GetAsync($"/api/v1/complaints?customerId={customer.CustomerId}&severity=critical&state=acknowledged&category=quality&overdue=false")).Expect(HttpStatusCode.OK).Items.Count);
        (await Admin.GetAsync("/api/v1/complaints?state=odd")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("query.unknown", (await Admin.GetAsync("/api/v1/complaints?colour=red")).Expect(HttpStatusCode.BadRequest).Code);
    }

    // X3: of two states with one version only the first is taken, so what comes after a change of nothing would be lost everywhere else.
    [Fact]
    public async Task A_complaint_that_is_judged_as_it_was_takes_no_version_from_its_next_change()
    {
        var complaint = await OpenAsync();
        Assert.Equal(complaint.ETag, (await Admin.ActAsync($"{complaint.Location}/acknowledge", null, complaint.ETag)).Expect(HttpStatusCode.OK).ETag);
        var judged = (await Admin.PatchAsync(complaint.Location!, new { severity = "high" }, complaint.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(judged.ETag, (await Admin.PatchAsync(complaint.Location!, new { severity = "high" }, judged.ETag)).Expect(HttpStatusCode.OK).ETag);
        var graver = (await Admin.PatchAsync(complaint.Location!, new { severity = "critical" }, judged.ETag)).Expect(HttpStatusCode.OK);
        var told = (await fixture.PublishedAsync<ComplaintChanged>()).Where(e => e.ComplaintId == complaint.Id).ToList();
        Assert.Equal([1L, 2L, 3L], told.Select(e => e.Version));
        Assert.Equal(((long)graver["version"]!, "critical"), (told[^1].Version, told[^1].Severity));
    }

    [Fact]
    public async Task A_judgement_changes_severity_and_with_it_the_due_times()
    {
        var complaint = await OpenAsync();
        var clocks = (await Admin.GetAsync($"{complaint.Location}/clocks")).Expect(HttpStatusCode.OK);
        Assert.Equal(480, (double)clocks["firstResponse"]!["targetMinutes"]!);
        var judged = (await Admin.PatchAsync(complaint.Location!, new { severity = "critical", impact = "several", subCategory = "damaged" }, complaint.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("assessed", "critical", "damaged"), ((string?)judged["state"], (string?)judged["severity"], (string?)judged["subCategory"]));
        Assert.Equal(30, (double)(await Admin.GetAsync($"{complaint.Location}/clocks"))["firstResponse"]!["targetMinutes"]!);
        Assert.True((DateTimeOffset)judged["dueAt"]! < (DateTimeOffset)complaint["dueAt"]!);
        (await Admin.PatchAsync(complaint.Location!, new { severity = "deadly" }, judged.ETag)).Expect(HttpStatusCode.BadRequest);
        (await Admin.PatchAsync(complaint.Location!, new { severity = (string?)null }, judged.ETag)).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Waiting_for_the_customer_takes_the_due_time_away_and_gives_it_back()
    {
        var complaint = await OpenAsync();
        var waiting = (await Admin.ActAsync($"{complaint.Location}/wait", null, complaint.ETag)).Expect(HttpStatusCode.OK);
        Assert.True((bool)waiting["waiting"]!);
        Assert.Null(waiting["dueAt"]);
        Assert.Equal("complaint.waiting", (await Admin.ActAsync($"{complaint.Location}/wait", null, waiting.ETag)).Expect(HttpStatusCode.Conflict).Code);
        Assert.NotNull((await Admin.ActAsync($"{complaint.Location}/resume", null, waiting.ETag)).Expect(HttpStatusCode.OK)["dueAt"]);
    }

    // S4, S5: step 6 is what we waited for; the clock stood still while it was on us to find another solution.
    [Fact]
    public async Task The_customers_answer_ends_the_waiting_for_it()
    {
        var complaint = await OpenAsync();
        foreach (var step in AllSteps().Take(5)) (await Admin.PostAsync($"{complaint.Location}/steps", step)).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync($"{complaint.Location}/wait", null, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync($"{complaint.Location}/steps", new { step = 6, answer = "dissatisfied", words = "That is not enough" })).Expect(HttpStatusCode.Created);
        var answered = await Admin.GetAsync(complaint.Location!);
        Assert.Equal((false, false), ((bool)answered["waiting"]!, answered["dueAt"] is null));
        // The solution it was an answer to is to be found anew, and so is the answer.
        Assert.Equal((5, 4), ((int)answered["nextStep"]!, (int)answered["stepsDone"]!));
        Assert.Equal([true, true, true, true, false, false, false], (await Admin.GetAsync($"{complaint.Location}/steps"))["checklist"]!.AsArray().Select(line => (bool)line!["done"]!));
    }

    [Fact]
    public async Task Handed_up_it_goes_to_the_manager_and_comes_back()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("carl", skills: ["communication"], manager: "mona"), ServiceFixture.Agent("mona", role: "manager", email: "mona@example.com"));
        var complaint = await OpenAsync(category: "communication");
        Assert.Equal("carl", (string?)complaint["assigneeId"]);
        var escalated = (await Admin.ActAsync($"{complaint.Location}/escalations", new { reason = "The customer threatens to leave." }, complaint.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("escalated", 1), ((string?)escalated["state"], (int)escalated["escalationLevel"]!));
        var told = Assert.Single(await fixture.PublishedAsync<ComplaintEscalated>(), e => e.ComplaintId == complaint.Id);
        Assert.Equal((1, "mona"), (told.Level, told.To));
        Assert.Contains(await fixture.PublishedAsync<MailRequested>(), mail => mail.Template == "complaint-escalated" && mail.To == "mona@example.com");
        var back = (await Admin.ActAsync($"{complaint.Location}/escalations/end", null, escalated.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(0, (int)back["escalationLevel"]!);
        Assert.Single((await Admin.GetAsync($"{complaint.Location}/escalations")).Items);
    }

    // S5: whoever has it already is not told of it once more.
    [Fact]
    public async Task Handed_up_again_it_goes_to_somebody_else_or_nowhere()
    {
        // Whoever is on duty is given complaints, so these people are of no other test.
        await using var own = await ServiceFixtureOf();
        await own.StaffAsync(ServiceFixture.Agent("hal", manager: "hera"), ServiceFixture.Agent("hera", role: "manager", manager: "hugo"), ServiceFixture.Agent("hugo", role: "manager"));
        var complaint = (await own.Admin.PostAsync("/api/v1/complaints", Body((await own.CustomerAsync()).CustomerId))).Expect(HttpStatusCode.Created);
        (await own.Admin.ActAsync($"{complaint.Location}/assign", new { assigneeId = "hal" }, "*")).Expect(HttpStatusCode.OK);
        Task<Answer> UpAsync(int level, string? to = null) => own.Admin.ActAsync($"{complaint.Location}/escalations", new { reason = "Very angry", level, to }, "*");
        (await UpAsync(1)).Expect(HttpStatusCode.OK);
        Assert.Equal("complaint.escalated-already", (await UpAsync(1)).Expect(HttpStatusCode.Conflict).Code);
        (await UpAsync(2)).Expect(HttpStatusCode.OK);
        foreach (var level in new[] { 1, 2 }) Assert.Equal("complaint.escalated-already", (await UpAsync(level, "hugo")).Expect(HttpStatusCode.Conflict).Code);
        (await UpAsync(1, "hal")).Expect(HttpStatusCode.OK);
        Assert.Equal([(1, "hera"), (2, "hugo"), (1, "hal")], (await own.PublishedAsync<ComplaintEscalated>()).Where(e => e.ComplaintId == complaint.Id).Select(e => (e.Level, e.To)));

        // Taken back, it may be handed up anew.
        (await own.Admin.ActAsync($"{complaint.Location}/escalations/end", null, "*")).Expect(HttpStatusCode.OK);
        (await UpAsync(1)).Expect(HttpStatusCode.OK);

        // Above hugo there is nobody.
        (await own.Admin.ActAsync($"{complaint.Location}/assign", new { assigneeId = "hera" }, "*")).Expect(HttpStatusCode.OK);
        var nobody = (await UpAsync(2)).Expect(HttpStatusCode.Conflict);
        Assert.Equal(("complaint.nobody-above", "to"), (nobody.Code, (string?)Assert.Single(nobody["needs"]!.AsArray())));
        (await UpAsync(2, "hugo")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_same_idempotency_key_opens_one_complaint_and_loads_one_agent_once()
    {
        var customer = await fixture.CustomerAsync();
        var key = Guid.NewGuid().ToString();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Admin.PostAsync("/api/v1/complaints", Body(customer.CustomerId), ("Idempotency-Key", key))));
        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { HttpStatusCode.Created, HttpStatusCode.Conflict }));
        Assert.Equal(HttpStatusCode.Created, (await Admin.PostAsync("/api/v1/complaints", Body(customer.CustomerId), ("Idempotency-Key", key))).Status);
        Assert.Single((await Admin.GetAsync($"/api/v1/complaints?customerId={customer.CustomerId}")).Items);
        await Eventually.IsTrueAsync(() => LoadsAreTrueAsync(fixture), "loads to be what is in people's hands");
    }

    [Theory]
    [InlineData("""{"channel":"hotline","category":"quality"}""", "summary")]
    [InlineData("""{"channel":"hotline","category":"quality","summary":""}""", "summary")]
    [InlineData("""{"channel":"hotline","category":"quality","summary":"   "}""", "summary")]
    [InlineData("""{"channel":"smoke","category":"quality","summary":"x"}""", "channel")]
    [InlineData("""{"channel":"hotline","category":"weather","summary":"x"}""", "category")]
    [InlineData("""{"channel":"hotline","category":"quality","summary":"x","severity":1}""", "severity")]
    [InlineData("""{"channel":"hotline","category":"quality","summary":"x","colour":"red"}""", "colour")]
    [InlineData("""{"channel":"hotline","category":"quality","summary":"x","customerId":"7"}""", "customerId")]
    [InlineData("""{"channel":"hotline","category":"quality","summary":"x","occurredAt":"2999-01-01T00:00:00Z"}""", "occurredAt")]
    [InlineData("""{"channel":"hotline","category":"quality","summary":"x","reporter":{"email":"nope"}}""", "reporter.email")]
    [InlineData("""{"channel":"hotline","category":"quality","summary":"x" """, "")]
    [InlineData("", "")]
    public async Task A_wrong_body_is_answered_with_the_field_that_is_wrong(string body, string field)
    {
        var answer = (await Admin.PostAsync("/api/v1/complaints", body)).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(answer.Code);
        if (field.Length > 0) Assert.NotNull(answer["errors"]![field]);
    }

    [Fact]
    public async Task The_history_calls_things_by_their_names_and_not_by_our_tables()
    {
        var complaint = await OpenAsync();
        (await Admin.PostAsync($"{complaint.Location}/causes", new { problem = "The goods arrive broken." })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{complaint.Location}/remedies", new { kind = "apology", amount = 0, reason = "damaged" })).Expect(HttpStatusCode.Created);
        var changed = (await Admin.GetAsync($"{complaint.Location}/history")).Expect(HttpStatusCode.OK).Items.Select(change => (string)change["entity"]!).ToList();
        Assert.Contains("whys", changed);
        Assert.Contains("remedy", changed);
        Assert.DoesNotContain(changed, thing => thing.EndsWith("-row", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_step_that_is_refused_says_what_its_field_must_be()
    {
        var complaint = await OpenAsync();
        foreach (var step in AllSteps().Take(3)) (await Admin.PostAsync($"{complaint.Location}/steps", step)).Expect(HttpStatusCode.Created);
        var late = (await Admin.PostAsync($"{complaint.Location}/steps", new { step = 4, action = "We called.", by = DateTimeOffset.UtcNow.AddDays(-1) })).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("must lie after the moment of the promise", (string?)late["errors"]!["by"]![0]);
        var nothing = (await Admin.PostAsync($"{complaint.Location}/remedies", new { kind = "refund", amount = 0, reason = "damaged" })).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("must be above 0", (string?)nothing["errors"]!["amount"]![0]);
    }

    internal static async Task<bool> LoadsAreTrueAsync(ServiceFixture fixture) => await fixture.AnyAsync(async db =>
    {
        var counted = await db.AllComplaints.Where(c => c.IsOpen && c.AssigneeId != null).GroupBy(c => c.AssigneeId!).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        var kept = await db.AgentLoads.Where(l => l.InHand != 0).ToDictionaryAsync(l => l.StaffId, l => l.InHand);
        return counted.OrderBy(p => p.Key).SequenceEqual(kept.OrderBy(p => p.Key));
    });

    internal static IEnumerable<object> AllSteps(DateTimeOffset? now = null)
    {
        var at = now ?? DateTimeOffset.UtcNow;
        yield return new { step = 1, restatement = "You received the goods broken." };
        yield return new { step = 2, reason = "Only so do we learn that the packing fails." };
        yield return new { step = 3, ground = "our-fault", words = "We are sorry for the damage." };
        yield return new { step = 4, action = "A replacement leaves today.", by = at.AddHours(8) };
        yield return new { step = 5, solution = "A new one, the old one is fetched.", timetable = new[] { new { what = "Delivery", by = at.AddDays(2) } } };
        yield return new { step = 6, answer = "satisfied", words = "Very quick, thank you." };
        yield return new { step = 7, whatWillChange = "Corner protection in every box.", responsible = "Logistics" };
    }

    private static object Body(Guid customerId, string severity = "normal", string category = "quality") =>
        new { customerId, channel = "hotline", category, severity, summary = "The goods are damaged" };

    private async Task<Answer> OpenAsync(string category = "quality", Guid? customerId = null) =>
        (await Admin.PostAsync("/api/v1/complaints", Body(customerId ?? (await fixture.CustomerAsync()).CustomerId, category: category))).Expect(HttpStatusCode.Created);

    private static async Task<ServiceFixture> ServiceFixtureOf()
    {
        var own = new ServiceFixture();
        await own.InitializeAsync();
        return own;
    }
}
