using System.Globalization;
using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Rounds;
using CrmPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>E1: a call goes its way from planned to done, missed or cancelled, and counts as one only once it took place or was tried.</summary>
public sealed class PlannedCallsOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private static readonly DateTimeOffset Tomorrow = DateTimeOffset.UtcNow.AddDays(1);

    private ApiClient Admin => fixture.Admin;

    // E3, C9, E6: what follows from a call follows from one that was planned when it is done, and not before.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_planned_call_tells_proves_and_settles_nothing_until_it_is_done(bool reached)
    {
        var customer = await fixture.CustomerAsync("ada", createdAt: DateTimeOffset.UtcNow.AddDays(-10));
        var due = await DueAsync(customer);
        var planned = (await Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "invitation", plannedAt = Tomorrow, minutes = 20, remindBefore = 15, notes = "Ask for Ms Li" })).Expect(HttpStatusCode.Created);
        Assert.Equal($"/api/v1/calls/{planned.Id}", planned.Location);
        Assert.Equal(("planned", false, 20, 15, Tomorrow), ((string)planned["state"]!, (bool)planned["reached"]!, (int)planned["plannedMinutes"]!, (int)planned["remindBefore"]!, (DateTimeOffset)planned["plannedAt"]!));
        Assert.All(new[] { "startedAt", "endedAt", "minutes" }, field => Assert.Null(planned[field]));
        Assert.Null((await Admin.GetAsync($"/api/v1/activities/{planned.Id}")).Expect(HttpStatusCode.OK)["reached"]);
        var ahead = Assert.Single((await Admin.GetAsync($"/api/v1/timeline?customerId={customer}")).Items);
        Assert.Equal(("planned", Tomorrow, null), ((string)ahead["facts"]!["state"]!, (DateTimeOffset)ahead["at"]!, (bool?)ahead["facts"]!["reached"]));

        var begun = (await Admin.ActAsync($"{planned.Location}/begin", null, planned.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("in-progress", (string?)begun["state"]);
        Assert.NotNull(begun["startedAt"]);
        Assert.Equal("call.not-planned", (await Admin.ActAsync($"{planned.Location}/miss", null, begun.ETag)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Empty((await Admin.GetAsync($"/api/v1/calls?customerId={customer}")).Items);
        Assert.DoesNotContain(await fixture.PublishedAsync<CallLogged>(), told => told.CallId == planned.Id);
        Assert.DoesNotContain(await fixture.PublishedAsync<StageEvidenceGathered>(), told => told.SourceId == planned.Id);
        Assert.Equal(due, await DueAsync(customer));

        var done = (await Admin.ActAsync($"{planned.Location}/complete", new
        {
            reached, outcome = "Comes on Friday", callBackAt = Tomorrow, nextStep = new { text = "Send the way", dueAt = Tomorrow }, participants = new[] { new { name = "Ms Li", side = "theirs" } }, departments = new[] { "events" },
        }, begun.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("done", reached, "Comes on Friday", "Ask for Ms Li"), ((string)done["state"]!, (bool)done["reached"]!, (string)done["outcome"]!, (string)done["notes"]!));
        Assert.Equal(((DateTimeOffset)begun["startedAt"]!, "Ms Li"), ((DateTimeOffset)done["startedAt"]!, (string)done["participants"]![0]!["name"]!));
        Assert.NotNull(done["endedAt"]);
        var logged = Assert.Single(await fixture.PublishedAsync<CallLogged>(), told => told.CallId == planned.Id);
        Assert.Equal((reached, "Comes on Friday", (DateTimeOffset)done["startedAt"]!, reached ? true : null), (logged.Reached, logged.Outcome, logged.At, logged.Contact));
        Assert.Equal(reached ? ["phone-invitation-answered"] : [], (await fixture.PublishedAsync<StageEvidenceGathered>()).Where(told => told.SourceId == planned.Id).Select(told => told.Kind));
        Assert.Equal(["events"], (await fixture.PublishedAsync<DepartmentNotified>()).Where(told => told.ActivityId == planned.Id).Select(told => told.Team));
        Assert.Equal(["call-back", "next-step"], (await Admin.GetAsync($"/api/v1/tasks?customerId={customer}")).Items.Select(task => (string)task["origin"]!).Order());
        Assert.Equal(reached, await DueAsync(customer) > due);
        Assert.Single((await Admin.GetAsync($"/api/v1/calls?customerId={customer}")).Items);
        var entry = Assert.Single((await Admin.GetAsync($"/api/v1/timeline?customerId={customer}")).Items);
        Assert.Equal(("done", reached, (DateTimeOffset)done["startedAt"]!), ((string)entry["facts"]!["state"]!, (bool)entry["facts"]!["reached"]!, (DateTimeOffset)entry["at"]!));
        Assert.Equal("call.over", (await Admin.ActAsync($"{planned.Location}/complete", new { reached = true }, done.ETag)).Expect(HttpStatusCode.Conflict).Code);
    }

    [Theory]
    [InlineData("cancel", "cancelled", "call.over")]
    [InlineData("miss", "missed", "call.not-planned")]
    public async Task A_call_that_does_not_take_place_says_why_and_is_no_call(string act, string state, string again)
    {
        var customer = await fixture.CustomerAsync("ada");
        var call = await PlanAsync(customer);
        Assert.Equal("if-match.required", (await Admin.PostAsync($"{call.Location}/{act}")).Expect(HttpStatusCode.PreconditionRequired).Code);
        var ended = (await Admin.ActAsync($"{call.Location}/{act}", new { reason = "Ill" }, call.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal((state, "Ill", false), ((string)ended["state"]!, (string)ended["reason"]!, (bool)ended["reached"]!));
        Assert.All(new[] { "startedAt", "endedAt" }, field => Assert.Null(ended[field]));
        Assert.Equal("stale", (await Admin.ActAsync($"{call.Location}/complete", new { reached = true }, call.ETag)).Expect(HttpStatusCode.PreconditionFailed).Code);
        Assert.Equal("call.over", (await Admin.ActAsync($"{call.Location}/complete", new { reached = true }, ended.ETag)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(again, (await Admin.ActAsync($"{call.Location}/{act}", null, ended.ETag)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("call.not-planned", (await Admin.PatchAsync(call.Location!, new { notes = "Other" }, ended.ETag)).Expect(HttpStatusCode.Conflict).Code);
        Assert.DoesNotContain(await fixture.PublishedAsync<CallLogged>(), told => told.CallId == call.Id);
        var entry = Assert.Single((await Admin.GetAsync($"/api/v1/timeline?customerId={customer}")).Items);
        Assert.Equal((state, "Ill"), ((string)entry["facts"]!["state"]!, (string)entry["text"]!));
    }

    [Fact]
    public async Task A_list_of_calls_has_those_that_were_made_and_others_by_their_state()
    {
        var customer = await fixture.CustomerAsync("ada");
        var (planned, cancelled) = (await PlanAsync(customer), await PlanAsync(customer));
        (await Admin.ActAsync($"{cancelled.Location}/cancel", null, "*")).Expect(HttpStatusCode.OK);
        var logged = (await Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "inbound", purpose = "care", reached = false, minutes = 3 })).Expect(HttpStatusCode.Created);
        Assert.Equal(("done", 3), ((string)logged["state"]!, (int)logged["minutes"]!));
        async Task<IEnumerable<Guid>> CallsAsync(string query) => (await Admin.GetAsync($"/api/v1/calls?customerId={customer}{query}")).Expect(HttpStatusCode.OK).Items.Select(item => (Guid)item["id"]!);
        Assert.Equal([logged.Id], await CallsAsync(""));
        Assert.Equal([logged.Id], await CallsAsync("&reached=false"));
        Assert.Equal([logged.Id], await CallsAsync("&state=done"));
        Assert.Equal([planned.Id], await CallsAsync("&state=planned"));
        Assert.Equal([cancelled.Id], await CallsAsync("&state=cancelled"));
        Assert.Empty(await CallsAsync("&state=missed"));
        (await Admin.GetAsync($"/api/v1/calls?customerId={customer}&state=over")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(3, (await Admin.GetAsync($"/api/v1/activities?customerId={customer}&kind=call")).Items.Count);
    }

    [Fact]
    public async Task A_planned_call_can_be_changed_and_the_timeline_follows()
    {
        await fixture.StaffAsync("caller-two");
        var customer = await fixture.CustomerAsync("ada");
        var call = await PlanAsync(customer);
        var moved = (await Admin.PatchAsync(call.Location!, new { plannedAt = Tomorrow.AddDays(2), minutes = 30, purpose = "care", notes = (string?)null, ownerId = "caller-two", remindBefore = 5 }, call.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal((Tomorrow.AddDays(2), 30, "care", null, "caller-two", 5),
            ((DateTimeOffset)moved["plannedAt"]!, (int)moved["plannedMinutes"]!, (string)moved["purpose"]!, (string?)moved["notes"], (string)moved["ownerId"]!, (int)moved["remindBefore"]!));
        Assert.Equal("stale", (await Admin.PatchAsync(call.Location!, new { notes = "Late" }, call.ETag)).Expect(HttpStatusCode.PreconditionFailed).Code);
        // X3: a change of nothing takes no version.
        Assert.Equal(moved.ETag, (await Admin.PatchAsync(call.Location!, new { minutes = 30 }, moved.ETag)).Expect(HttpStatusCode.OK).ETag);
        foreach (var (patch, field, code) in new (object, string, string)[]
        {
            (new { customerId = Guid.CreateVersion7() }, "customerId", "call.customer-fixed"), (new { plannedAt = (string?)null }, "plannedAt", "call.time-missing"),
            (new { reached = true }, "reached", "call.not-held"), (new { plannedAt = "1980-01-01T00:00:00Z" }, "plannedAt", "time.implausible"),
        })
        {
            var refused = (await Admin.PatchAsync(call.Location!, patch, moved.ETag)).Expect(HttpStatusCode.BadRequest);
            Assert.Equal((code, true), (refused.Code, refused["errors"]![field] is not null));
        }
        var entry = Assert.Single((await Admin.GetAsync($"/api/v1/timeline?customerId={customer}")).Items);
        Assert.Equal((Tomorrow.AddDays(2), "caller-two", "care"), ((DateTimeOffset)entry["at"]!, (string)entry["by"]!, (string)entry["facts"]!["purpose"]!));
    }

    [Theory]
    [InlineData("""{"plannedAt":"{tomorrow}","reached":false}""", "reached", "call.not-held")]
    [InlineData("""{"plannedAt":"{tomorrow}","startedAt":"2026-01-01T00:00:00Z"}""", "startedAt", "call.not-held")]
    [InlineData("""{"plannedAt":"{tomorrow}","outcome":"Fine"}""", "outcome", "call.not-held")]
    [InlineData("""{"plannedAt":"{tomorrow}","callBackAt":"{tomorrow}"}""", "callBackAt", "call.not-held")]
    [InlineData("""{"plannedAt":"{tomorrow}","nextStep":{"text":"x","dueAt":"{tomorrow}"}}""", "nextStep", "call.not-held")]
    [InlineData("""{"plannedAt":"{tomorrow}","assignedItems":[{"text":"x","dueAt":"{tomorrow}","department":"stock"}]}""", "assignedItems", "call.not-held")]
    [InlineData("""{"plannedAt":"{tomorrow}","departments":["stock"]}""", "departments", "call.not-held")]
    [InlineData("""{"plannedAt":"1980-01-01T00:00:00Z"}""", "plannedAt", "time.implausible")]
    [InlineData("""{"plannedAt":"{tomorrow}","ownerId":"ghost"}""", "ownerId", "colleague.unknown")]
    [InlineData("""{"minutes":5}""", "reached", "call.reached-missing")]
    [InlineData("""{"reached":true,"remindBefore":5}""", "remindBefore", "call.not-planned")]
    public async Task What_is_said_of_a_call_fits_whether_it_is_planned_or_took_place(string body, string field, string code)
    {
        var call = System.Text.Json.Nodes.JsonNode.Parse(body.Replace("{tomorrow}", Tomorrow.ToString("O", CultureInfo.InvariantCulture), StringComparison.Ordinal))!.AsObject();
        (call["customerId"], call["direction"], call["purpose"]) = ($"{await fixture.CustomerAsync()}", "outbound", "sales");
        var refused = (await Admin.PostAsync("/api/v1/calls", call)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal((code, true), (refused.Code, refused["errors"]![field] is not null));
    }

    [Theory]
    [InlineData("""{}""", "reached", null)]
    [InlineData("""{"reached":true,"startedAt":"2099-01-01T00:00:00Z"}""", "startedAt", "time.in-future")]
    [InlineData("""{"reached":true,"startedAt":"{now}","minutes":600}""", "minutes", "time.in-future")]
    [InlineData("""{"reached":true,"minutes":5,"callBackAt":"2020-01-01T00:00:00Z"}""", "callBackAt", "call.back-before-call")]
    [InlineData("""{"reached":true,"nextStep":{"text":"x","dueAt":"2027-01-01T00:00:00Z","assigneeId":"ghost"}}""", "nextStep.assigneeId", "colleague.unknown")]
    [InlineData("""{"reached":true,"touchpoint":{"code":"nowhere"}}""", "touchpoint.code", "touchpoint.unknown")]
    public async Task How_a_planned_call_went_is_answered_with_the_field_that_is_wrong(string body, string field, string? code)
    {
        var call = await PlanAsync(await fixture.CustomerAsync("ada"));
        var result = System.Text.Json.Nodes.JsonNode.Parse(body.Replace("{now}", DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var refused = (await Admin.ActAsync($"{call.Location}/complete", result, call.ETag)).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(refused["errors"]![field]);
        if (code is not null) Assert.Equal(code, refused.Code);
        Assert.Equal("planned", (string?)(await Admin.GetAsync(call.Location!))["state"]);
    }

    // X2: whoever comes second is told so, and others hear of one call.
    [Fact]
    public async Task Of_those_who_complete_a_call_at_the_same_moment_one_does()
    {
        var call = await PlanAsync(await fixture.CustomerAsync("ada"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Admin.ActAsync($"{call.Location}/complete", new { reached = true, minutes = 1 }, call.ETag)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Contains(answer.Status, new[] { HttpStatusCode.PreconditionFailed, HttpStatusCode.Conflict }));
        Assert.Single(await fixture.PublishedAsync<CallLogged>(), told => told.CallId == call.Id);
    }

    // C21: what is logged at once is never changed, so that its history would say nothing.
    [Fact]
    public async Task A_planned_call_has_a_history_and_a_logged_one_is_its_own()
    {
        var customer = await fixture.CustomerAsync("ada");
        var call = await PlanAsync(customer);
        (await Admin.PatchAsync(call.Location!, new { minutes = 45 }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{call.Location}/complete", new { reached = true }, "*")).Expect(HttpStatusCode.OK);
        var history = (await Admin.GetAsync($"/api/v1/activities/{call.Id}/history")).Expect(HttpStatusCode.OK).Items;
        Assert.Equal(["updated", "updated", "created"], history.Select(change => (string)change["action"]!));
        Assert.Contains(history[0]["fields"]!.AsArray(), field => ((string)field!["field"]!, (string?)field["from"], (string?)field["to"]) == ("state", "planned", "done"));
        var logged = (await Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "inbound", purpose = "care", reached = true })).Expect(HttpStatusCode.Created);
        Assert.Empty((await Admin.GetAsync($"/api/v1/activities/{logged.Id}/history")).Expect(HttpStatusCode.OK).Items);
    }

    [Fact]
    public async Task A_planned_call_of_another_team_is_not_there()
    {
        var (me, customer) = await PersonAsync("caller-north");
        var call = (await me.PostAsync("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "care", plannedAt = Tomorrow })).Expect(HttpStatusCode.Created);
        using var other = fixture.Service.As("caller-south", "sales", "elsewhere");
        (await other.GetAsync(call.Location!)).Expect(HttpStatusCode.NotFound);
        Assert.Empty((await other.GetAsync($"/api/v1/calls?customerId={customer}&state=planned")).Expect(HttpStatusCode.OK).Items);
        (await other.PatchAsync(call.Location!, new { notes = "x" }, call.ETag)).Expect(HttpStatusCode.NotFound);
        foreach (var act in new[] { "begin", "cancel", "miss" }) (await other.ActAsync($"{call.Location}/{act}", null, call.ETag)).Expect(HttpStatusCode.NotFound);
        (await other.ActAsync($"{call.Location}/complete", new { reached = true }, call.ETag)).Expect(HttpStatusCode.NotFound);
        // The acts of other kinds are not a call's.
        (await me.ActAsync($"/api/v1/activities/{call.Id}/complete", new { outcome = "Done" }, call.ETag)).Expect(HttpStatusCode.NotFound);
        (await me.ActAsync($"{call.Location}/complete", new { reached = true }, call.ETag)).Expect(HttpStatusCode.OK);
    }

    // E12.
    [Fact]
    public async Task A_planned_call_stands_in_the_diary_and_in_the_feed_with_its_purpose()
    {
        var (me, customer) = await PersonAsync("caller-diary");
        var at = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(3).AddHours(4), TimeSpan.Zero);
        var call = (await me.PostAsync("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "care", plannedAt = at, minutes = 20, remindBefore = 10, notes = "The new tea" })).Expect(HttpStatusCode.Created);
        var line = Assert.Single((await me.GetAsync($"/api/v1/calendar/day?date={at:yyyy-MM-dd}", ("Accept-Language", "zh-TW"))).Expect(HttpStatusCode.OK)["lines"]!.AsArray())!;
        Assert.Equal(("call", "關懷", "planned", 20), ((string)line["activityKind"]!, (string)line["title"]!, (string)line["state"]!, (int)line["minutes"]!));
        var link = (await me.PostAsync("/api/v1/calendar/link", null, ("Accept-Language", "zh"))).Expect(HttpStatusCode.Created);
        async Task<Ical.Net.CalendarComponents.CalendarEvent> EntryAsync() =>
            Assert.Single(Ical.Net.Calendar.Load((await fixture.Service.Client(null).GetAsync((string)link["path"]!)).Expect(HttpStatusCode.OK).Text)!.Events);
        var entry = await EntryAsync();
        Assert.Equal(("电话 · Lin Tea House · 关怀", "The new tea", "CONFIRMED"), (entry.Summary, entry.Description, entry.Status));
        Assert.Equal((at.UtcDateTime, at.UtcDateTime.AddMinutes(20)), (entry.Start!.AsUtc, entry.End!.AsUtc));
        Assert.Single(entry.Alarms);
        (await me.ActAsync($"{call.Location}/cancel", new { reason = "Ill" }, call.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("CANCELLED", (await EntryAsync()).Status);
    }

    // E12: in the words of whoever is to call.
    [Theory]
    [InlineData("en", "caller-en", "Call Lin Tea House")]
    [InlineData("zh-Hans", "caller-hans", "致电：Lin Tea House")]
    [InlineData("zh-Hant", "caller-hant", "致電：Lin Tea House")]
    public async Task A_reminder_of_a_call_says_whom_to_call(string language, string name, string title)
    {
        var (me, customer) = await PersonAsync(name, language);
        object Call(DateTimeOffset plannedAt) => new { customerId = customer, direction = "outbound", purpose = "care", plannedAt, remindBefore = 30 };
        var call = (await me.PostAsync("/api/v1/calls", Call(DateTimeOffset.UtcNow.AddMinutes(20)))).Expect(HttpStatusCode.Created);
        var off = (await me.PostAsync("/api/v1/calls", Call(DateTimeOffset.UtcNow.AddMinutes(40)))).Expect(HttpStatusCode.Created);
        (await me.ActAsync($"{off.Location}/cancel", null, "*")).Expect(HttpStatusCode.OK);
        await Eventually.IsTrueAsync(async () =>
        {
            foreach (var round in fixture.Service.Services.GetServices<IRound>()) await round.RunAsync(default);
            return (await fixture.PublishedAsync<ReminderDue>()).Any(reminder => reminder.SubjectId == call.Id);
        }, "the reminder to be given");
        var told = Assert.Single(await fixture.PublishedAsync<ReminderDue>(), reminder => reminder.SubjectId == call.Id);
        Assert.Equal(("call", name, title), (told.Kind, told.RecipientId, told.Title));
        Assert.DoesNotContain(await fixture.PublishedAsync<ReminderDue>(), reminder => reminder.SubjectId == off.Id);
    }

    [Fact]
    public async Task A_series_of_calls_plans_calls()
    {
        var (me, customer) = await PersonAsync("caller-series");
        var start = DateTime.SpecifyKind(DateTime.UtcNow.Date.AddDays(8).AddHours(9), DateTimeKind.Unspecified);
        object Weekly(string? goal) => new { customerId = customer, kind = "call", purpose = "care", rule = "FREQ=WEEKLY;COUNT=3", start = start.ToString("s", CultureInfo.InvariantCulture), minutes = 15, place = "Front desk", goal };
        Assert.Equal("series.details", (await me.PostAsync("/api/v1/activities/series", Weekly("x"))).Expect(HttpStatusCode.BadRequest).Code);
        var series = (await me.PostAsync("/api/v1/activities/series", Weekly(null))).Expect(HttpStatusCode.Created);
        Assert.Equal(("call", "Care"), ((string)series["kind"]!, (string)series["title"]!));
        Assert.Equal("关怀", (string?)(await me.GetAsync(series.Location!, ("Accept-Language", "zh")))["title"]);
        var planned = (await me.GetAsync($"/api/v1/calls?customerId={customer}&state=planned")).Items;
        Assert.Equal(3, planned.Count);
        Assert.All(planned, call => Assert.Equal((series.Id.ToString(), 15), ((string)call["seriesId"]!, (int)call["plannedMinutes"]!)));
        var link = (await me.PostAsync("/api/v1/calendar/link")).Expect(HttpStatusCode.Created);
        var entries = Ical.Net.Calendar.Load((await fixture.Service.Client(null).GetAsync((string)link["path"]!)).Expect(HttpStatusCode.OK).Text)!.Events;
        Assert.Equal("Call · Lin Tea House · Care", Assert.Single(entries).Summary);

        // Moved by itself it stays where it is to take place, of which a call says nothing.
        var path = $"/api/v1/calls/{planned[0]["id"]}";
        (await me.PatchAsync(path, new { notes = "By hand" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("Front desk", (string?)(await me.GetAsync($"/api/v1/activities/{planned[0]["id"]}"))["place"]);
        (await me.ActAsync($"{path}/complete", new { reached = true, minutes = 5 }, "*")).Expect(HttpStatusCode.OK);
        (await me.ActAsync($"{series.Location}/end", new { originalStart = start }, "*")).Expect(HttpStatusCode.OK);
        foreach (var (state, count) in new[] { ("done", 1), ("cancelled", 2), ("planned", 0) })
            Assert.Equal(count, (await me.GetAsync($"/api/v1/calls?customerId={customer}&state={state}")).Items.Count);
    }

    // C6, C17.
    [Fact]
    public async Task A_planned_call_goes_to_the_customers_new_owner_and_is_cancelled_with_a_customer_who_is_gone()
    {
        await fixture.StaffAsync("caller-from");
        await fixture.StaffAsync("caller-to", "south");
        var customer = await fixture.CustomerAsync("caller-from");
        var call = (await Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "care", plannedAt = Tomorrow, ownerId = "caller-from" })).Expect(HttpStatusCode.Created);
        fixture.CustomersNeighbour.Publish(new CustomerTransferred(customer, "caller-from", "caller-to", "north", "south", null, "ada", DateTimeOffset.UtcNow));
        await Eventually.BecomesAsync(() => Admin.GetAsync(call.Location!), answer => ((string?)answer["ownerId"], (string?)answer["team"]) == ("caller-to", "south"), "the call to be handed over");
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(customer, 2, "caller-to", status: "removed"));
        await Eventually.BecomesAsync(() => Admin.GetAsync(call.Location!), answer => (string?)answer["state"] == "cancelled", "the call to be cancelled");
        Assert.DoesNotContain(await fixture.PublishedAsync<CallLogged>(), told => told.CallId == call.Id);
    }

    private async Task<Answer> PlanAsync(Guid customer) =>
        (await Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "sales", plannedAt = Tomorrow, notes = "Prices" })).Expect(HttpStatusCode.Created);

    private async Task<DateTimeOffset> DueAsync(Guid customer) => (DateTimeOffset)(await Admin.GetAsync($"/api/v1/cadences/customers/{customer}")).Expect(HttpStatusCode.OK)["dueAt"]!;

    private async Task<(ApiClient Me, Guid Customer)> PersonAsync(string name, string language = "zh-Hans")
    {
        fixture.CustomersNeighbour.Publish(EngagementFixture.Member(name, "north") with { Languages = [language] });
        return (fixture.Service.As(name, "sales", "north"), await fixture.CustomerAsync(owner: name));
    }
}
