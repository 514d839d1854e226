using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Engagement.Rounds;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>E9 over HTTP, in a service whose clock the test turns.</summary>
public sealed class PromisesOverHttp : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private Neighbour customers = null!;
    private ServiceUnderTest service = null!;
    private Guid customer;

    public async ValueTask InitializeAsync()
    {
        customers = await Neighbour.StartAsync();
        service = await ServiceUnderTest.StartAsync(EngagementHost.Build,
            [$"--Services:customers:Url={customers.Url}", $"--Services:service:Url={customers.Url}", $"--Services:insights:Url={customers.Url}", "--Engagement:RoundInterval=00:00:00"],
            builder => builder.Services.AddSingleton<TimeProvider>(clock));
        customer = Guid.CreateVersion7();
        customers.Customers[customer] = EngagementFixture.File(customer, 1, "wei");
        customers.Staff["wei"] = EngagementFixture.Member("wei", "north", "mei");
        customers.Publish(EngagementFixture.Member("wei", "north", "mei"), EngagementFixture.Member("mei", "north"));
        await Eventually.IsTrueAsync(() =>
        {
            // A reader of feeds that has to try again waits by the service's clock.
            clock.Advance(TimeSpan.FromMilliseconds(100));
            return service.InScopeAsync(async services => await services.GetRequiredService<EngagementDb>().Colleagues.CountAsync() == 2);
        }, "the colleagues to be known");
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await customers.DisposeAsync();
    }

    private ApiClient As(string subject, string role, string? team = null) => service.As(subject, role, team, DateTime.UtcNow.AddYears(5));

    private ApiClient Wei => As("wei", "sales", "north");

    private ApiClient Mei => As("mei", "manager", "north");

    [Fact]
    public async Task Within_policy_it_counts_at_once_and_beyond_it_waits_for_somebody_else_with_the_permission()
    {
        var given = await MakeAsync(new[] { new { term = "discount", amount = 300 } });
        Assert.Equal(("given", true), ((string?)given["state"], (bool)given["maySendToCustomer"]!));

        var pending = await MakeAsync(new[] { new { term = "discount", amount = 301 }, new { term = "cost-change", amount = 1 } });
        Assert.Equal(("pending", false), ((string?)pending["state"], (bool)pending["maySendToCustomer"]!));
        Assert.Equal([("discount", 301L, 300L), ("cost-change", 1L, 0L)],
            pending["beyondPolicy"]!.AsArray().Select(excess => ((string)excess!["term"]!, (long)excess["promised"]!, (long)excess["most"]!)));
        // E9: while pending it must not be sent.
        Assert.Equal("promise.not-to-be-sent", (await Wei.ActAsync($"/api/v1/promises/{pending.Id}/written-confirmation", new { channel = "email", reference = "M1" }, pending.ETag)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("promise.pending", (await Wei.ActAsync($"/api/v1/promises/{pending.Id}/keep", null, pending.ETag)).Expect(HttpStatusCode.Conflict).Code);
        (await Wei.ActAsync($"/api/v1/promises/{pending.Id}/approve", null, pending.ETag)).Expect(HttpStatusCode.Forbidden);
        var approved = (await Mei.ActAsync($"/api/v1/promises/{pending.Id}/approve", new { note = "Old customer" }, pending.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("given", "mei"), ((string?)approved["state"], (string?)approved["decidedBy"]));
        (await Wei.ActAsync($"/api/v1/promises/{pending.Id}/written-confirmation", new { channel = "email", reference = "M1" }, approved.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(["pending", "given", "given"], (await ToldAsync(pending.Id)).Select(told => told.State));
    }

    [Fact]
    public async Task Nothing_is_promised_for_a_time_that_is_over()
    {
        object Due(DateTimeOffset at) => new { customerId = customer, text = "New signs for the shop", dueAt = at };
        var now = clock.GetUtcNow();
        Assert.Equal("promise.due-in-past", (await Wei.PostAsync("/api/v1/promises", Due(now.AddMinutes(-1)))).Expect(HttpStatusCode.BadRequest).Code);
        var promise = (await Wei.PostAsync("/api/v1/promises", Due(now.AddHours(1)))).Expect(HttpStatusCode.Created);
        Assert.Equal("promise.due-in-past", (await Wei.PatchAsync(promise.Location!, new { dueAt = now.AddDays(-1) }, "*")).Expect(HttpStatusCode.BadRequest).Code);
        // One that has become overdue may still be put in other words.
        clock.Advance(TimeSpan.FromDays(1));
        (await Wei.PatchAsync(promise.Location!, new { text = "New signs for both doors" }, "*")).Expect(HttpStatusCode.OK);
        (await Wei.PatchAsync(promise.Location!, new { dueAt = clock.GetUtcNow().AddDays(1) }, "*")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Its_author_cannot_approve_it_whatever_else_they_may_do_nor_can_who_changed_its_terms()
    {
        var own = (await Mei.PostAsync("/api/v1/promises", Body(new[] { new { term = "discount", amount = 5000 } }))).Expect(HttpStatusCode.Created);
        Assert.Equal("promise.author-cannot-approve", (await Mei.ActAsync($"/api/v1/promises/{own.Id}/approve", null, own.ETag)).Expect(HttpStatusCode.Forbidden).Code);
        var ada = As("ada", "admin");
        var revised = (await ada.PatchAsync($"/api/v1/promises/{own.Id}", new { terms = new[] { new { term = "discount", amount = 6000 } } }, own.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("promise.author-cannot-approve", (await ada.ActAsync($"/api/v1/promises/{own.Id}/approve", null, revised.ETag)).Expect(HttpStatusCode.Forbidden).Code);
        var declined = (await As("max", "manager", "north").ActAsync($"/api/v1/promises/{own.Id}/decline", new { note = "Too much" }, revised.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("refused", (string?)declined["state"]);
        Assert.Equal("promise.closed", (await Mei.ActAsync($"/api/v1/promises/{own.Id}/keep", null, declined.ETag)).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task An_overdue_promise_becomes_a_task_once_and_then_an_escalation_to_the_manager()
    {
        var promise = await MakeAsync<object>([]);
        await RoundsAsync();
        Assert.Empty((await Mei.GetAsync("/api/v1/tasks?origin=promise")).Items);
        clock.Advance(TimeSpan.FromDays(4));
        await RoundsAsync();
        await RoundsAsync();
        var task = Assert.Single((await Wei.GetAsync("/api/v1/tasks?origin=promise&mine=true")).Items);
        Assert.Single((await Wei.GetAsync("/api/v1/promises?overdue=true")).Items);
        Assert.Single((await Wei.GetAsync("/api/v1/calendar/overdue")).Expect(HttpStatusCode.OK)["lines"]!.AsArray(), line => (string)line!["kind"]! == "promise");
        clock.Advance(TimeSpan.FromDays(7));
        await RoundsAsync();
        await RoundsAsync();
        var escalated = Assert.Single((await Mei.GetAsync("/api/v1/tasks?origin=promise&mine=true&escalated=true")).Items);
        Assert.Equal((string?)task["id"], (string?)escalated["id"]);
        (await Wei.ActAsync($"/api/v1/promises/{promise.Id}/keep", new { result = "Delivered" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("done", (string?)(await Wei.GetAsync($"/api/v1/tasks/{task["id"]}"))["state"]);
        clock.Advance(TimeSpan.FromDays(60));
        await RoundsAsync();
        Assert.Single((await Mei.GetAsync("/api/v1/tasks?origin=promise")).Items);
        Assert.Equal("kept", (await ToldAsync(promise.Id))[^1].State);
    }

    [Fact]
    public async Task Other_words_make_an_overdue_promise_neither_escalate_early_nor_twice()
    {
        var promise = await OverdueAsync();
        (await Wei.PatchAsync($"/api/v1/promises/{promise.Id}", new { text = "New signs for both doors" }, "*")).Expect(HttpStatusCode.OK);
        await RoundsAsync();
        Assert.Empty((await Mei.GetAsync("/api/v1/tasks?origin=promise&escalated=true")).Items);

        var escalated = await EscalatedAsync();
        (await Wei.PatchAsync($"/api/v1/promises/{promise.Id}", new { text = "New signs for the shop" }, "*")).Expect(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromDays(1));
        await RoundsAsync();
        var still = Assert.Single((await Mei.GetAsync("/api/v1/tasks?origin=promise&escalated=true")).Items);
        Assert.Equal((string?)escalated["escalatedAt"], (string?)still["escalatedAt"]);
    }

    [Fact]
    public async Task A_promise_approved_anew_after_its_task_was_closed_gets_another_one_and_holds_up_no_other()
    {
        var promise = await OverdueAsync();
        var first = Assert.Single((await Wei.GetAsync("/api/v1/tasks?origin=promise")).Items);
        (await Wei.ActAsync($"/api/v1/tasks/{first["id"]}/complete", null, "*")).Expect(HttpStatusCode.OK);
        await ApproveAnewAsync(promise);
        await RoundsAsync();
        await RoundsAsync();
        var second = Assert.Single((await Wei.GetAsync("/api/v1/tasks?origin=promise&state=open")).Items);
        Assert.Equal(((string?)second["id"], false), ((string?)(await Wei.GetAsync($"/api/v1/promises/{promise.Id}"))["taskId"], (string?)second["id"] == (string?)first["id"]));
        Assert.Equal((string?)second["id"], (string?)(await EscalatedAsync())["id"]);
    }

    [Fact]
    public async Task A_promise_that_cannot_be_looked_after_holds_up_no_other()
    {
        var stuck = await MakeAsync<object>([]);
        var other = await MakeAsync<object>([]);
        // Whatever it was: the task that is to be made of the first one is there already.
        await service.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<EngagementDb>();
            var order = new TaskOrder("New signs", null, customer, "wei", "north", clock.GetUtcNow());
            db.Enter(WorkTask.Of(order, TaskOrigin.Manual, null, "wei", clock.GetUtcNow(), $"promise/{stuck.Id:N}/1"));
            return await db.SaveChangesAsync();
        });
        clock.Advance(TimeSpan.FromDays(4));
        await RoundsAsync();
        await RoundsAsync();
        Assert.Equal(other.Id.ToString(), (string?)Assert.Single((await Wei.GetAsync("/api/v1/tasks?origin=promise")).Items)["sourceId"]);
    }

    [Fact]
    public async Task The_manager_hears_of_an_overdue_promise_though_its_task_was_ticked_off()
    {
        var promise = await OverdueAsync();
        var task = Assert.Single((await Wei.GetAsync("/api/v1/tasks?origin=promise")).Items);
        (await Wei.ActAsync($"/api/v1/tasks/{task["id"]}/complete", null, "*")).Expect(HttpStatusCode.OK);
        await RoundsAsync();
        Assert.Null((string?)(await Wei.GetAsync($"/api/v1/promises/{promise.Id}"))["escalatedAt"]);
        clock.Advance(TimeSpan.FromDays(7));
        await RoundsAsync();
        await RoundsAsync();
        var told = Assert.Single((await Mei.GetAsync("/api/v1/tasks?origin=promise")).Items);
        Assert.Equal(((string?)task["id"], "mei"), ((string?)told["id"], (string?)told["escalatedTo"]));
        Assert.NotNull((string?)(await Mei.GetAsync($"/api/v1/promises/{promise.Id}"))["escalatedAt"]);
    }

    [Fact]
    public async Task What_the_manager_has_heard_of_is_not_told_again_because_it_was_approved_anew()
    {
        var promise = await OverdueAsync();
        var escalated = await EscalatedAsync();
        await ApproveAnewAsync(promise);
        clock.Advance(TimeSpan.FromDays(7));
        await RoundsAsync();
        var still = Assert.Single((await Mei.GetAsync("/api/v1/tasks?origin=promise")).Items);
        Assert.Equal((string?)escalated["escalatedAt"], (string?)still["escalatedAt"]);
    }

    [Fact]
    public async Task The_task_of_an_overdue_promise_moves_with_it_to_another_day()
    {
        var promise = await OverdueAsync();
        var escalated = await EscalatedAsync();
        var due = clock.GetUtcNow().AddDays(30);
        (await Wei.PatchAsync($"/api/v1/promises/{promise.Id}", new { dueAt = due }, "*")).Expect(HttpStatusCode.OK);
        var moved = (await Wei.GetAsync($"/api/v1/tasks/{escalated["id"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("open", due, null, null), ((string)moved["state"]!, (DateTimeOffset)moved["dueAt"]!, (string?)moved["escalatedAt"], (string?)moved["escalatedTo"]));
        Assert.Empty((await Wei.GetAsync("/api/v1/calendar/overdue")).Expect(HttpStatusCode.OK)["lines"]!.AsArray());
        Assert.Equal((due, false), (await EngagementFixture.PublishedAsync<TaskChanged>(service)).Where(told => told.TaskId == moved.Id).Select(told => (told.DueAt, told.Escalated)).Last());
        // Overdue once more, it is the same task, and there is time again until the manager hears.
        clock.Advance(TimeSpan.FromDays(31));
        await RoundsAsync();
        await RoundsAsync();
        Assert.Null((string?)Assert.Single((await Wei.GetAsync("/api/v1/tasks?origin=promise")).Items)["escalatedAt"]);
        clock.Advance(TimeSpan.FromDays(7));
        await RoundsAsync();
        Assert.Equal((string?)escalated["id"], (string?)Assert.Single((await Mei.GetAsync("/api/v1/tasks?origin=promise&escalated=true")).Items)["id"]);
    }

    [Fact]
    public async Task Limits_are_data_and_reach_only_what_is_promised_after()
    {
        var before = await MakeAsync(new[] { new { term = "payment-days", amount = 40 } });
        Assert.Equal("pending", (string?)before["state"]);
        var ada = As("ada", "admin");
        var policy = (await ada.GetAsync("/api/v1/policies/promises")).Expect(HttpStatusCode.OK);
        Assert.Equal("policy.limit-repeated", (await ada.PutAsync("/api/v1/policies/promises", new { limits = new[] { new { term = "discount", role = "sales", most = 1 }, new { term = "discount", role = "sales", most = 2 } } }, policy.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        (await ada.PutAsync("/api/v1/policies/promises", new { limits = new[] { new { term = "payment-days", role = "sales", most = 45 } } }, policy.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("given", (string?)(await MakeAsync(new[] { new { term = "payment-days", amount = 40 } }))["state"]);
        Assert.Equal("pending", (string?)(await Wei.GetAsync($"/api/v1/promises/{before.Id}"))["state"]);
        (await Wei.PutAsync("/api/v1/policies/promises", new { limits = Array.Empty<object>() }, "*")).Expect(HttpStatusCode.Forbidden);
    }

    private async Task<Answer> MakeAsync<T>(T[] terms) => (await Wei.PostAsync("/api/v1/promises", Body(terms))).Expect(HttpStatusCode.Created);

    private object Body<T>(T[] terms) => new { customerId = customer, text = "New signs for the shop", dueAt = clock.GetUtcNow().AddDays(3), terms };

    /// <summary>A promise that has become overdue, and has its task.</summary>
    private async Task<Answer> OverdueAsync()
    {
        var promise = await MakeAsync<object>([]);
        clock.Advance(TimeSpan.FromDays(4));
        await RoundsAsync();
        return promise;
    }

    /// <summary>The one task of which the manager hears when it has lain for some days.</summary>
    private async Task<JsonNode> EscalatedAsync()
    {
        clock.Advance(TimeSpan.FromDays(7));
        await RoundsAsync();
        return Assert.Single((await Mei.GetAsync("/api/v1/tasks?origin=promise&escalated=true")).Items);
    }

    private async Task ApproveAnewAsync(Answer promise)
    {
        (await Wei.PatchAsync($"/api/v1/promises/{promise.Id}", new { terms = new[] { new { term = "discount", amount = 900 } } }, "*")).Expect(HttpStatusCode.OK);
        (await Mei.ActAsync($"/api/v1/promises/{promise.Id}/approve", null, "*")).Expect(HttpStatusCode.OK);
    }

    private async Task RoundsAsync()
    {
        foreach (var round in service.Services.GetServices<IRound>()) await round.RunAsync(default);
    }

    private async Task<IReadOnlyList<PromiseChanged>> ToldAsync(Guid promise) => [.. (await EngagementFixture.PublishedAsync<PromiseChanged>(service)).Where(told => told.PromiseId == promise)];
}
