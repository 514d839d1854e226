using System.Net;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Engagement.Tests.Hosted;

public sealed class CallsOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task A_call_is_logged_and_its_next_step_and_call_back_become_tasks()
    {
        await fixture.StaffAsync("na");
        await fixture.StaffAsync("tom", "south");
        var customer = await fixture.CustomerAsync("na");
        var na = fixture.Service.As("na", "sales", "north");
        var call = (await na.PostAsync("/api/v1/calls", new
        {
            customerId = customer, direction = "outbound", purpose = "sales", reached = true, minutes = 12, outcome = "Interested 🙂",
            callBackAt = DateTimeOffset.UtcNow.AddDays(1), nextStep = new { text = "Send prices", dueAt = DateTimeOffset.UtcNow.AddDays(2), assigneeId = "tom" },
        })).Expect(HttpStatusCode.Created);
        Assert.Equal(("na", 12, "Interested 🙂"), ((string)call["ownerId"]!, (int)call["minutes"]!, (string)call["outcome"]!));
        (await na.GetAsync(call.Location!)).Expect(HttpStatusCode.OK);
        var tasks = (await Admin.GetAsync($"/api/v1/tasks?customerId={customer}")).Items;
        Assert.Equal([("call-back", "na"), ("next-step", "tom")], tasks.Select(t => ((string)t["origin"]!, (string)t["assigneeId"]!)));
        Assert.Equal("south", (string?)tasks[1]["team"]);
        var logged = Assert.Single(await fixture.PublishedAsync<CallLogged>(), c => c.CallId == call.Id);
        Assert.Equal(("outbound", "sales", true, 12), (logged.Direction, logged.Purpose, logged.Reached, logged.Minutes));
        Assert.Equal(2, (await fixture.PublishedAsync<TaskChanged>()).Count(t => t.CustomerId == customer && t.Version == 1 && t.State == "open"));
        var entry = Assert.Single((await na.GetAsync($"/api/v1/timeline?customerId={customer}")).Items);
        Assert.Equal(("call", "Call", true), ((string)entry["kind"]!, (string)entry["title"]!, (bool)entry["facts"]!["reached"]!));
    }

    // E3: it would be overdue at once, and a manager would soon hear of it.
    [Fact]
    public async Task Nobody_is_called_back_before_the_call_itself()
    {
        var (customer, began) = (await fixture.CustomerAsync(), DateTimeOffset.UtcNow.AddDays(-2));
        object Call(DateTimeOffset? startedAt, DateTimeOffset callBackAt) => new { customerId = customer, direction = "outbound", purpose = "sales", reached = false, startedAt, callBackAt };
        foreach (var call in new[] { Call(null, DateTimeOffset.UtcNow.AddHours(-1)), Call(began, began.AddMinutes(-1)), Call(began, began) })
        {
            var refused = (await Admin.PostAsync("/api/v1/calls", call)).Expect(HttpStatusCode.BadRequest);
            Assert.Equal(("call.back-before-call", "The call back lies before the call itself."), (refused.Code, (string?)refused["errors"]!["callBackAt"]![0]));
        }
        var guided = (await Admin.PostAsync("/api/v1/conversations", new { customerId = customer, purpose = "sales" })).Expect(HttpStatusCode.Created);
        Assert.Equal("call.back-before-call", (await Admin.ActAsync($"/api/v1/conversations/{guided.Id}/end", new { reached = true, callBackAt = began }, guided.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        // Written down late, it may be over by now.
        (await Admin.PostAsync("/api/v1/calls", Call(began, began.AddHours(3)))).Expect(HttpStatusCode.Created);
        Assert.Single((await Admin.GetAsync($"/api/v1/tasks?customerId={customer}&origin=call-back")).Items);
    }

    [Fact]
    public async Task A_call_that_would_end_in_the_future_has_not_taken_place_yet()
    {
        var customer = await fixture.CustomerAsync();
        object Call(DateTimeOffset startedAt) => new { customerId = customer, direction = "inbound", purpose = "care", reached = true, startedAt, minutes = 1440 };
        var refused = (await Admin.PostAsync("/api/v1/calls", Call(DateTimeOffset.UtcNow.AddHours(-1)))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("time.in-future", refused.Code);
        Assert.NotNull(refused["errors"]!["minutes"]);
        (await Admin.PostAsync("/api/v1/calls", Call(DateTimeOffset.UtcNow.AddHours(-24)))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_call_written_down_afterwards_keeps_both_times()
    {
        var customer = await fixture.CustomerAsync();
        var at = DateTimeOffset.UtcNow.AddDays(-2);
        var call = (await Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "inbound", purpose = "complaint", reached = true, startedAt = at, minutes = 5 })).Expect(HttpStatusCode.Created);
        Assert.Equal((at, at.AddMinutes(5)), ((DateTimeOffset)call["startedAt"]!, (DateTimeOffset)call["endedAt"]!));
        Assert.True((DateTimeOffset)call["recordedAt"]! > at.AddDays(1));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(null)]
    public async Task A_call_without_a_start_has_just_ended(int? minutes)
    {
        var customer = await fixture.CustomerAsync();
        var call = (await Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "care", reached = true, minutes })).Expect(HttpStatusCode.Created);
        var recorded = (DateTimeOffset)call["recordedAt"]!;
        Assert.Equal((recorded.AddMinutes(-(minutes ?? 0)), recorded), ((DateTimeOffset)call["startedAt"]!, (DateTimeOffset)call["endedAt"]!));
        var logged = Assert.Single(await fixture.PublishedAsync<CallLogged>(), c => c.CallId == call.Id);
        Assert.Equal((DateTimeOffset)call["startedAt"]!, logged.At);
    }

    [Theory]
    [InlineData("outbound", "invitation", true, true)]
    [InlineData("outbound", "invitation", false, false)]
    [InlineData("inbound", "invitation", true, false)]
    [InlineData("outbound", "sales", true, false)]
    public async Task An_answered_invitation_is_evidence_for_the_first_gate(string direction, string purpose, bool reached, bool proves)
    {
        var customer = await fixture.CustomerAsync();
        var call = (await Admin.PostAsync("/api/v1/calls", new { customerId = customer, direction, purpose, reached })).Expect(HttpStatusCode.Created);
        var evidence = (await fixture.PublishedAsync<StageEvidenceGathered>()).Where(e => e.SourceId == call.Id).Select(e => e.Kind);
        Assert.Equal(proves ? ["phone-invitation-answered"] : [], evidence);
    }

    [Theory]
    [InlineData("""{"customerId":"{customer}","direction":"up","purpose":"sales","reached":true}""", "direction")]
    [InlineData("""{"customerId":"{customer}","direction":"inbound","purpose":"sales"}""", "reached")]
    [InlineData("""{"customerId":"{customer}","direction":"inbound","purpose":"sales","reached":"yes"}""", "reached")]
    [InlineData("""{"customerId":"{customer}","direction":"inbound","purpose":"sales","reached":true,"minutes":-1}""", "minutes")]
    [InlineData("""{"customerId":"{customer}","direction":"inbound","purpose":"sales","reached":true,"startedAt":"2099-01-01T00:00:00Z"}""", "startedAt")]
    [InlineData("""{"customerId":"{customer}","direction":"inbound","purpose":"sales","reached":true,"nextStep":{"text":"","dueAt":"2026-12-01T00:00:00Z"}}""", "nextStep.text")]
    [InlineData("""{"customerId":"{customer}","direction":"inbound","purpose":"sales","reached":true,"nextStep":{"text":"x","dueAt":"2026-12-01T00:00:00Z","assigneeId":"ghost"}}""", "nextStep.assigneeId")]
    public async Task A_wrong_body_is_answered_with_the_field_that_is_wrong(string body, string field)
    {
        var customer = await fixture.CustomerAsync();
        var answer = (await Admin.PostAsync("/api/v1/calls", body.Replace("{customer}", $"{customer}", StringComparison.Ordinal))).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(answer["errors"]![field]);
    }

    [Fact]
    public async Task The_same_idempotency_key_logs_one_call()
    {
        var customer = await fixture.CustomerAsync();
        var body = new { customerId = customer, direction = "outbound", purpose = "care", reached = false };
        var key = Guid.NewGuid().ToString();
        var first = (await Admin.PostAsync("/api/v1/calls", body, ("Idempotency-Key", key))).Expect(HttpStatusCode.Created);
        var second = (await Admin.PostAsync("/api/v1/calls", body, ("Idempotency-Key", key))).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Text, second.Text);
        Assert.Single((await Admin.GetAsync($"/api/v1/calls?customerId={customer}&reached=false&direction=outbound")).Items);
    }
}
