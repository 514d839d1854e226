using System.Net;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Engagement.Tests.Hosted;

public sealed class VisitsOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private static readonly DateTimeOffset Tomorrow = DateTimeOffset.UtcNow.AddDays(1);

    private ApiClient Admin => fixture.Admin;

    // X2: a check-in says nothing of a version; a device that sends all it has at once is not told that it came too late.
    [Fact]
    public async Task Checks_that_come_at_the_same_moment_are_all_noted_and_a_repeated_one_once()
    {
        var visit = (await Admin.PostAsync("/api/v1/visits", new { customerId = await fixture.CustomerAsync("ada"), goal = "See", plannedAt = Tomorrow })).Expect(HttpStatusCode.Created);
        var (began, id) = (DateTimeOffset.UtcNow.AddHours(-2), Guid.NewGuid());
        var checks = Enumerable.Range(0, 8).Select(i => (End: "check-in", Body: (object)new { id, at = began }))
            .Concat(Enumerable.Range(1, 8).Select(i => (End: "check-out", Body: (object)new { id = Guid.NewGuid(), at = began.AddMinutes(i) })));
        Assert.All(await Task.WhenAll(checks.Select(check => Admin.PostAsync($"{visit.Location}/{check.End}", check.Body))), answer => answer.Expect(HttpStatusCode.OK));
        var held = (await Admin.GetAsync(visit.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal((began, began.AddMinutes(8)), ((DateTimeOffset)held["checkIn"]!["occurredAt"]!, (DateTimeOffset)held["checkOut"]!["occurredAt"]!));
        Assert.Empty(held["unmatchedChecks"]!.AsArray());
    }

    [Fact]
    public async Task A_visit_that_began_by_a_clock_ahead_of_ours_does_not_end_before_it()
    {
        var visit = (await Admin.PostAsync("/api/v1/visits", new { customerId = await fixture.CustomerAsync("ada"), goal = "See", plannedAt = Tomorrow })).Expect(HttpStatusCode.Created);
        var began = (await Admin.PostAsync($"{visit.Location}/check-in", new { at = DateTimeOffset.UtcNow.AddMinutes(8) })).Expect(HttpStatusCode.OK);
        var done = (await Admin.ActAsync($"{visit.Location}/complete", new { outcome = "Seen" }, began.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(((string?)done["startedAt"], 0), ((string?)done["endedAt"], (int)done["minutesSpent"]!));
    }

    [Fact]
    public async Task A_visit_is_planned_held_and_completed_with_a_next_step()
    {
        await fixture.StaffAsync("wei");
        var customer = await fixture.CustomerAsync("wei", latitude: 31.2304, longitude: 121.4737);
        var wei = fixture.Service.As("wei", "sales", "north");
        var planned = (await wei.PostAsync("/api/v1/visits", new
        {
            customerId = customer, goal = "了解需求", plannedAt = Tomorrow, minutes = 45, place = "Shanghai", mode = "on-site", content = "Menu", purpose = "diagnose",
        })).Expect(HttpStatusCode.Created);
        Assert.Equal($"/api/v1/visits/{planned.Id}", planned.Location);
        Assert.Equal(("planned", "wei", "north", "diagnose"), ((string)planned["state"]!, (string)planned["ownerId"]!, (string)planned["team"]!, (string)planned["purpose"]!));

        var early = (await wei.ActAsync($"{planned.Location}/complete", new { outcome = "Fine" }, planned.ETag)).Expect(HttpStatusCode.Conflict);
        Assert.Equal("visit.not-checked-in", early.Code);
        Assert.Equal("A visit cannot be completed before check-in.", (string?)early["detail"]);

        var here = (await wei.PostAsync($"{planned.Location}/check-in", new { latitude = 31.2310, longitude = 121.4737, accuracyMetres = 12 })).Expect(HttpStatusCode.OK);
        Assert.Equal("in-progress", (string?)here["state"]);
        Assert.Equal(67, (int)here["checkIn"]!["distanceMetres"]!);
        Assert.Equal("inside", (string?)here["checkIn"]!["standing"]);
        var gone = (await wei.PostAsync($"{planned.Location}/check-out", new { latitude = 31.40, longitude = 121.4737, accuracyMetres = 12 })).Expect(HttpStatusCode.OK);
        Assert.Equal("outside", (string?)gone["checkOut"]!["standing"]);

        Assert.Equal("if-match.required", (await wei.PostAsync($"{planned.Location}/complete", new { outcome = "Fine" })).Expect(HttpStatusCode.PreconditionRequired).Code);
        var done = (await wei.ActAsync($"{planned.Location}/complete", new
        {
            outcome = "Wants an offer", notes = "Bring samples", nextStep = new { text = "Send the offer", dueAt = Tomorrow.AddDays(2) },
        }, gone.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("done", (string?)done["state"]);
        Assert.Equal((string?)gone["checkOut"]!["occurredAt"], (string?)done["endedAt"]);
        Assert.Equal("visit.over", (await wei.ActAsync($"{planned.Location}/complete", new { outcome = "Again" }, done.ETag)).Expect(HttpStatusCode.Conflict).Code);

        var task = Assert.Single((await wei.GetAsync($"/api/v1/tasks?customerId={customer}")).Items);
        Assert.Equal(("Send the offer", "wei", "next-step", planned.Id.ToString()), ((string)task["title"]!, (string)task["assigneeId"]!, (string)task["origin"]!, (string)task["sourceId"]!));
        Assert.Equal([1, 2, 3, 4], (await fixture.PublishedAsync<VisitChanged>()).Where(v => v.VisitId == planned.Id).Select(v => (int)v.Version));
        Assert.Equal("visit-held", Assert.Single(await fixture.PublishedAsync<StageEvidenceGathered>(), e => e.SourceId == planned.Id).Kind);
        var entry = Assert.Single((await wei.GetAsync($"/api/v1/timeline?customerId={customer}")).Items);
        Assert.Equal(("visit", "done", "Wants an offer"), ((string)entry["kind"]!, (string)entry["facts"]!["state"]!, (string)entry["text"]!));
    }

    [Fact]
    public async Task A_visit_written_down_the_next_day_keeps_both_times()
    {
        var customer = await fixture.CustomerAsync();
        var start = DateTimeOffset.UtcNow.AddDays(-1);
        var held = (await Admin.PostAsync("/api/v1/visits", new
        {
            customerId = customer, goal = "Review", startedAt = start, endedAt = start.AddMinutes(40), outcome = "Satisfied", nextStep = new { text = "Call", dueAt = Tomorrow },
        })).Expect(HttpStatusCode.Created);
        Assert.Equal(("done", 40), ((string)held["state"]!, (int)held["minutesSpent"]!));
        Assert.True((DateTimeOffset)held["recordedAt"]! - (DateTimeOffset)held["endedAt"]! > TimeSpan.FromHours(23));
        var entry = Assert.Single((await Admin.GetAsync($"/api/v1/timeline?customerId={customer}")).Items);
        Assert.NotNull(entry["facts"]!["recordedAt"]);
        Assert.Single((await Admin.GetAsync($"/api/v1/tasks?customerId={customer}")).Items);
    }

    [Fact]
    public async Task Checks_of_a_device_without_network_arrive_late_in_any_order_and_once()
    {
        var customer = await fixture.CustomerAsync(latitude: 31.2304, longitude: 121.4737);
        var visit = (await Admin.PostAsync("/api/v1/visits", new { customerId = customer, goal = "Basement", plannedAt = DateTimeOffset.UtcNow.AddHours(-3) })).Expect(HttpStatusCode.Created);
        Assert.Equal("visit.not-checked-in", (await Admin.PostAsync($"{visit.Location}/check-out")).Expect(HttpStatusCode.Conflict).Code);
        var (arrived, left) = (DateTimeOffset.UtcNow.AddHours(-3), DateTimeOffset.UtcNow.AddHours(-2));
        var outOfOrder = new { id = Guid.CreateVersion7(), at = left, latitude = 31.2304, longitude = 121.4737, accuracyMetres = 30 };
        var first = (await Admin.PostAsync($"{visit.Location}/check-out", outOfOrder)).Expect(HttpStatusCode.OK);
        Assert.Equal("planned", (string?)first["state"]);
        Assert.Single(first["unmatchedChecks"]!.AsArray());
        var second = (await Admin.PostAsync($"{visit.Location}/check-in", new { id = Guid.CreateVersion7(), at = arrived, latitude = 31.2304, longitude = 121.4737, accuracyMetres = 30 })).Expect(HttpStatusCode.OK);
        Assert.Equal("in-progress", (string?)second["state"]);
        Assert.Equal(left, (DateTimeOffset)second["checkOut"]!["occurredAt"]!);
        var again = (await Admin.PostAsync($"{visit.Location}/check-out", outOfOrder)).Expect(HttpStatusCode.OK);
        Assert.Equal(second.ETag, again.ETag);
        var done = (await Admin.ActAsync($"{visit.Location}/complete", new { outcome = "ok" }, again.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal((left, 60), ((DateTimeOffset)done["endedAt"]!, (int)done["minutesSpent"]!));
    }

    // C10: a visit that nobody checked out of did not last until it was written down.
    [Fact]
    public async Task A_visit_without_check_out_lasts_as_long_as_it_was_planned_for()
    {
        var began = DateTimeOffset.UtcNow.AddDays(-1);
        var visit = (await Admin.PostAsync("/api/v1/visits", new { customerId = await fixture.CustomerAsync(), goal = "See", plannedAt = began, minutes = 45 })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{visit.Location}/check-in", new { at = began })).Expect(HttpStatusCode.OK);
        var done = (await Admin.ActAsync($"{visit.Location}/complete", new { outcome = "Seen" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal((45, began.AddMinutes(45)), ((int)done["minutesSpent"]!, (DateTimeOffset)done["endedAt"]!));
    }

    [Fact]
    public async Task A_check_out_that_comes_after_the_outcome_corrects_how_long_the_visit_took()
    {
        var (began, left) = (DateTimeOffset.UtcNow.AddHours(-5), DateTimeOffset.UtcNow.AddHours(-4));
        var visit = (await Admin.PostAsync("/api/v1/visits", new { customerId = await fixture.CustomerAsync(), goal = "Basement", plannedAt = began })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{visit.Location}/check-in", new { at = began })).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{visit.Location}/complete", new { outcome = "Seen", notes = "Dry" }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync($"{visit.Location}/check-out", new { id = Guid.CreateVersion7(), at = left })).Expect(HttpStatusCode.OK);
        var done = (await Admin.GetAsync(visit.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal(("done", "Seen", "Dry", 60, left), ((string)done["state"]!, (string)done["outcome"]!, (string)done["notes"]!, (int)done["minutesSpent"]!, (DateTimeOffset)done["endedAt"]!));
        var told = (await fixture.PublishedAsync<VisitChanged>()).Last(v => v.VisitId == visit.Id);
        Assert.Equal((60, left), (told.MinutesSpent, told.EndedAt!.Value));
    }

    [Theory]
    [InlineData("cancel", "cancelled")]
    [InlineData("miss", "missed")]
    public async Task A_visit_that_does_not_take_place_is_cancelled_or_missed(string act, string state)
    {
        var customer = await fixture.CustomerAsync();
        var visit = (await Admin.PostAsync("/api/v1/visits", new { customerId = customer, goal = "Review", plannedAt = Tomorrow })).Expect(HttpStatusCode.Created);
        var ended = (await Admin.ActAsync($"{visit.Location}/{act}", new { reason = "Ill" }, visit.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal((state, "Ill"), ((string)ended["state"]!, (string)ended["reason"]!));
        (await Admin.ActAsync($"{visit.Location}/{act}", null, ended.ETag)).Expect(HttpStatusCode.Conflict);
        Assert.Equal("visit.not-planned", (await Admin.PatchAsync(visit.Location!, new { goal = "Other" }, ended.ETag)).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task A_planned_visit_can_be_changed_and_the_timeline_follows()
    {
        var customer = await fixture.CustomerAsync();
        var visit = (await Admin.PostAsync("/api/v1/visits", new { customerId = customer, goal = "Review", plannedAt = Tomorrow, mode = "on-site" })).Expect(HttpStatusCode.Created);
        var moved = (await Admin.PatchAsync(visit.Location!, new { plannedAt = Tomorrow.AddDays(3), mode = (string?)null }, visit.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("stale", (await Admin.PatchAsync(visit.Location!, new { goal = "Late" }, visit.ETag)).Expect(HttpStatusCode.PreconditionFailed).Code);
        Assert.Null(moved["mode"]);
        var replaced = (await Admin.PutAsync(visit.Location!, new { customerId = customer, goal = "Demo", plannedAt = Tomorrow.AddDays(4) }, moved.ETag)).Expect(HttpStatusCode.OK);
        var entry = Assert.Single((await Admin.GetAsync($"/api/v1/timeline?customerId={customer}")).Items);
        Assert.Equal(("Demo", (DateTimeOffset)replaced["plannedAt"]!), ((string)entry["subject"]!, (DateTimeOffset)entry["at"]!));
    }

    [Fact]
    public async Task Sales_sees_visits_of_its_own_customers_and_no_others()
    {
        await fixture.StaffAsync("nora");
        var customer = await fixture.CustomerAsync("nora", "north");
        var visit = (await fixture.Service.As("nora", "sales", "north").PostAsync("/api/v1/visits", new { customerId = customer, goal = "Review", plannedAt = Tomorrow })).Expect(HttpStatusCode.Created);
        (await fixture.Service.As("nick", "sales", "north").GetAsync(visit.Location!)).Expect(HttpStatusCode.OK);
        var south = fixture.Service.As("sam", "sales", "south");
        (await south.GetAsync(visit.Location!)).Expect(HttpStatusCode.NotFound);
        (await south.GetAsync($"/api/v1/timeline?customerId={customer}")).Expect(HttpStatusCode.NotFound);
        Assert.Equal("customer.unknown", (await south.PostAsync("/api/v1/visits", new { customerId = customer, goal = "Mine", plannedAt = Tomorrow })).Expect(HttpStatusCode.BadRequest).Code);
        (await south.ActAsync($"{visit.Location}/cancel", null, "*")).Expect(HttpStatusCode.NotFound);
        (await fixture.Service.As("ann", "analyst").PostAsync("/api/v1/visits", new { customerId = customer, goal = "Mine", plannedAt = Tomorrow })).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Pages_by_owner_and_state_hold_every_visit_once()
    {
        await fixture.StaffAsync("paula");
        var customer = await fixture.CustomerAsync("paula");
        var paula = fixture.Service.As("paula", "sales", "north");
        for (var i = 0; i < 7; i++) (await paula.PostAsync("/api/v1/visits", new { customerId = customer, goal = $"Visit {i}", plannedAt = Tomorrow.AddDays(i / 2) })).Expect(HttpStatusCode.Created);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await paula.GetAsync($"/api/v1/visits?ownerId=paula&state=planned&limit=3{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
            seen.AddRange(page.Items.Select(item => (string)item["goal"]!));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(["Visit 6", "Visit 5", "Visit 4", "Visit 3", "Visit 2", "Visit 1", "Visit 0"], seen);
        Assert.Empty((await paula.GetAsync("/api/v1/visits?ownerId=paula&state=in-progress")).Items);
        (await paula.GetAsync("/api/v1/visits?state=nonsense")).Expect(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""{"goal":"x","plannedAt":"2026-01-01T00:00:00Z"}""", "customerId")]
    [InlineData("""{"customerId":"{customer}","plannedAt":"2026-01-01T00:00:00Z"}""", "goal")]
    [InlineData("""{"customerId":"{customer}","goal":" ","plannedAt":"2026-01-01T00:00:00Z"}""", "goal")]
    [InlineData("""{"customerId":"{customer}","goal":"x"}""", "plannedAt")]
    [InlineData("""{"customerId":"{customer}","goal":"x","plannedAt":"yesterday"}""", "plannedAt")]
    [InlineData("""{"customerId":"{customer}","goal":"x","plannedAt":"0001-01-01T00:00:00Z"}""", "plannedAt")]
    [InlineData("""{"customerId":"{customer}","goal":"x","plannedAt":"2026-01-01T00:00:00Z","minutes":0}""", "minutes")]
    [InlineData("""{"customerId":"{customer}","goal":"x","plannedAt":"2026-01-01T00:00:00Z","purpose":"fun"}""", "purpose")]
    [InlineData("""{"customerId":"{customer}","goal":"x","plannedAt":"2026-01-01T00:00:00Z","ownerId":"nobody"}""", "ownerId")]
    [InlineData("""{"customerId":"{customer}","goal":"x","startedAt":"2026-01-01T00:00:00Z"}""", "endedAt")]
    [InlineData("""{"customerId":"{customer}","goal":"x","startedAt":"2026-01-01T00:00:00Z","endedAt":"2025-01-01T00:00:00Z","outcome":"x"}""", "endedAt")]
    [InlineData("""{"customerId":"{customer}","goal":"x","startedAt":"2099-01-01T00:00:00Z","endedAt":"2099-01-01T01:00:00Z","outcome":"x"}""", "startedAt")]
    [InlineData("""{"customerId":"{customer}","goal":"x","startedAt":"2026-01-01T00:00:00Z","endedAt":"2026-01-01T01:00:00Z"}""", "outcome")]
    [InlineData("""{"customerId":"{customer}","goal":"x","plannedAt":"2026-01-01T00:00:00Z","nonsense":1}""", "nonsense")]
    [InlineData("""{"customerId":"01890a5d-ac96-774b-bcce-b302099a8057","goal":"x","plannedAt":"2026-01-01T00:00:00Z"}""", "customerId")]
    public async Task A_wrong_body_is_answered_with_the_field_that_is_wrong(string body, string field)
    {
        var customer = await fixture.CustomerAsync();
        var answer = (await Admin.PostAsync("/api/v1/visits", body.Replace("{customer}", $"{customer}", StringComparison.Ordinal))).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(answer["errors"]![field]);
    }

    [Fact]
    public async Task A_customer_opened_a_moment_ago_is_asked_for_once_and_kept()
    {
        var file = EngagementFixture.File(Guid.CreateVersion7(), 3, "ada");
        fixture.CustomersNeighbour.Customers[file.CustomerId] = file;
        (await Admin.PostAsync("/api/v1/visits", new { customerId = file.CustomerId, goal = "First", plannedAt = Tomorrow })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/visits", new { customerId = file.CustomerId, goal = "Second", plannedAt = Tomorrow })).Expect(HttpStatusCode.Created);
        Assert.Equal(1, fixture.CustomersNeighbour.Asked[file.CustomerId]);
        Assert.True(await fixture.KnowsAsync(file.CustomerId, 3));
    }
}
