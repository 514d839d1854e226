using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Engagement.Features.Cadences;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>E6 in the running service, whose clock the test turns.</summary>
public sealed partial class FollowUpCycle : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private Neighbour customers = null!;
    private ServiceUnderTest service = null!;
    private ApiClient admin = null!;

    public async ValueTask InitializeAsync()
    {
        customers = await Neighbour.StartAsync();
        service = await ServiceUnderTest.StartAsync(EngagementHost.Build,
            [$"--Services:customers:Url={customers.Url}", $"--Services:service:Url={customers.Url}", $"--Services:insights:Url={customers.Url}", "--Engagement:RoundInterval=00:00:00"],
            builder => builder.Services.AddSingleton<TimeProvider>(clock));
        admin = As("ada", "admin");
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await customers.DisposeAsync();
    }

    /// <summary>Whose token outlives the test's years.</summary>
    private ApiClient As(string subject, string role, string? team = null) => service.As(subject, role, team, DateTime.UtcNow.AddYears(5));

    private FollowUpEngine Engine => service.Services.GetRequiredService<FollowUpEngine>();

    [Fact]
    public async Task A_customer_left_alone_gets_one_task_then_an_escalation_and_a_contact_settles_it()
    {
        await MembersAsync(("wei", "mei"), ("mei", null));
        var customer = await CustomerAsync("wei");
        Assert.Equal(new FollowUpPass(0, 0, 0, 0), await Engine.PassAsync(default));
        var cycle = (await admin.GetAsync($"/api/v1/cadences/customers/{customer}")).Expect(HttpStatusCode.OK);
        Assert.Equal(30, (int)cycle["days"]!);
        MoveTo((DateTimeOffset)cycle["dueAt"]!);
        Assert.Equal(1, (await Engine.PassAsync(default)).Opened);
        Assert.Equal(0, (await Engine.PassAsync(default)).Opened);
        var task = Assert.Single(await TasksAsync(customer));
        Assert.Equal(("wei", TaskOrigin.FollowUpCycle, "跟进客户：Lin"), (task.AssigneeId, task.Origin, task.Title));
        Assert.Equal((DateTimeOffset)cycle["dueAt"]!, task.DueAt);

        MoveTo((DateTimeOffset)cycle["escalationAt"]!);
        Assert.Equal(1, (await Engine.PassAsync(default)).Escalated);
        Assert.Equal(0, (await Engine.PassAsync(default)).Escalated);
        var mine = Assert.Single((await As("mei", "manager", "north").GetAsync("/api/v1/tasks?mine=true&escalated=true")).Items);
        Assert.Equal((task.Id.ToString(), "mei"), ((string)mine["id"]!, (string)mine["escalatedTo"]!));

        (await As("wei", "sales", "north").PostAsync("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "care", reached = false })).Expect(HttpStatusCode.Created);
        Assert.Equal(0, (await Engine.PassAsync(default)).Closed);
        (await As("wei", "sales", "north").PostAsync("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "care", reached = true })).Expect(HttpStatusCode.Created);
        Assert.Equal(1, (await Engine.PassAsync(default)).Closed);
        Assert.Equal(TaskState.Done, Assert.Single(await TasksAsync(customer)).State);
        var next = (await admin.GetAsync($"/api/v1/cadences/customers/{customer}")).Expect(HttpStatusCode.OK);
        Assert.True((DateTimeOffset)next["dueAt"]! > clock.GetUtcNow().AddDays(29));
        Assert.Null(next["taskId"]);
        Assert.Equal(["open", "open", "done"], (await PublishedAsync(task.Id)).Select(t => t.State));
        Assert.Equal((true, "mei"), ((await PublishedAsync(task.Id))[1].Escalated, (await PublishedAsync(task.Id))[1].EscalatedTo));
    }

    // E6: escalation goes to the manager of whoever is owner at that time.
    [Fact]
    public async Task The_manager_of_the_owner_at_that_time_hears_of_it()
    {
        await MembersAsync(("wei", "mei"), ("na", "grace"));
        var customer = await CustomerAsync("wei");
        clock.Advance(TimeSpan.FromDays(33));
        await Engine.PassAsync(default);
        customers.Publish(EngagementFixture.File(customer, 2, "na", name: "Lin"), new CustomerTransferred(customer, "wei", "na", "north", "north", null, "ada", clock.GetUtcNow()));
        await Eventually.IsTrueAsync(async () => (await TasksAsync(customer)).Single().AssigneeId == "na", "the task to follow the customer");
        clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(1, (await Engine.PassAsync(default)).Escalated);
        Assert.Equal("grace", Assert.Single(await TasksAsync(customer)).EscalatedTo);
    }

    [Fact]
    public async Task A_customer_of_a_team_is_escalated_to_whoever_most_of_the_team_answers_to()
    {
        await MembersAsync(("wei", "mei"), ("na", "mei"), ("li", "grace"));
        var customer = await CustomerAsync(null);
        clock.Advance(TimeSpan.FromDays(33));
        Assert.Equal(1, (await Engine.PassAsync(default)).Opened);
        Assert.Null(Assert.Single(await TasksAsync(customer)).AssigneeId);
        clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(1, (await Engine.PassAsync(default)).Escalated);
        Assert.Equal("mei", Assert.Single(await TasksAsync(customer)).EscalatedTo);
    }

    // E6: a task that could be ticked off, again and again, would hide from the manager a customer nobody speaks to.
    [Fact]
    public async Task A_task_of_the_cycle_is_done_only_after_a_contact()
    {
        await MembersAsync(("wei", "mei"), ("mei", null));
        var (customer, wei) = (await CustomerAsync("wei"), As("wei", "sales", "north"));
        Assert.Null((await admin.GetAsync($"/api/v1/cadences/customers/{customer}")).Expect(HttpStatusCode.OK)["lastContact"]);
        clock.Advance(TimeSpan.FromDays(33));
        await Engine.PassAsync(default);
        var complete = $"/api/v1/tasks/{Assert.Single(await TasksAsync(customer)).Id}/complete";
        Assert.Equal("task.no-contact", (await wei.ActAsync(complete, new { result = "All well" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        (await wei.PostAsync("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "care", reached = false })).Expect(HttpStatusCode.Created);
        Assert.Equal("task.no-contact", (await wei.ActAsync(complete, new { result = "Nobody there" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Null((await admin.GetAsync($"/api/v1/cadences/customers/{customer}")).Expect(HttpStatusCode.OK)["lastContact"]);

        clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(1, (await Engine.PassAsync(default)).Escalated);
        Assert.Equal("task.no-contact", (await wei.ActAsync(complete, new { result = "All well" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        var call = (await wei.PostAsync("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "care", reached = true })).Expect(HttpStatusCode.Created);
        Assert.Equal("done", (string?)(await wei.ActAsync(complete, new { result = "All well" }, "*")).Expect(HttpStatusCode.OK)["state"]);
        await Engine.PassAsync(default);
        var cycle = (await admin.GetAsync($"/api/v1/cadences/customers/{customer}")).Expect(HttpStatusCode.OK);
        Assert.Equal(((DateTimeOffset)call["startedAt"]!, null), ((DateTimeOffset)cycle["lastContact"]!, (string?)cycle["taskId"]));
    }

    [Fact]
    public async Task A_dropped_task_is_heard_of_by_the_manager_before_the_count_begins_again()
    {
        await MembersAsync(("wei", "mei"), ("mei", null));
        var customer = await CustomerAsync("wei");
        clock.Advance(TimeSpan.FromDays(33));
        await Engine.PassAsync(default);
        var (wei, cancel) = (As("wei", "sales", "north"), $"/api/v1/tasks/{Assert.Single(await TasksAsync(customer)).Id}/cancel");
        Assert.Equal("task.reason-missing", (await wei.ActAsync(cancel, new { result = " " }, "*")).Expect(HttpStatusCode.BadRequest).Code);
        (await wei.ActAsync(cancel, new { result = "On holiday" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(new FollowUpPass(0, 0, 0, 0), await Engine.PassAsync(default));

        var cycle = (await admin.GetAsync($"/api/v1/cadences/customers/{customer}")).Expect(HttpStatusCode.OK);
        MoveTo((DateTimeOffset)cycle["escalationAt"]!);
        Assert.Equal(1, (await Engine.PassAsync(default)).Escalated);
        var heard = Assert.Single((await As("mei", "manager", "north").GetAsync("/api/v1/tasks?mine=true&escalated=true")).Items);
        Assert.Equal(("mei", "cancelled", "On holiday"), ((string)heard["escalatedTo"]!, (string)heard["state"]!, (string)heard["result"]!));
        Assert.Equal(new FollowUpPass(0, 0, 0, 0), await Engine.PassAsync(default));

        clock.Advance(TimeSpan.FromDays(33));
        Assert.Equal(1, (await Engine.PassAsync(default)).Opened);
        Assert.Equal(2, (await TasksAsync(customer)).Select(t => t.Occasion).Distinct().Count());
    }

    [Fact]
    public async Task A_changed_cadence_takes_effect_at_once()
    {
        var early = await CustomerAsync("ada");
        clock.Advance(TimeSpan.FromDays(33));
        var late = await CustomerAsync("ada");
        Assert.Equal(1, (await Engine.PassAsync(default)).Opened);
        var due = Assert.Single(await TasksAsync(early)).DueAt;
        clock.Advance(TimeSpan.FromDays(4));

        var plan = (await admin.GetAsync("/api/v1/cadences")).Expect(HttpStatusCode.OK);
        Assert.Equal("\"0\"", plan.ETag);
        Assert.Equal("cadence.customers-without-line", (await admin.PutAsync("/api/v1/cadences", new { lines = new[] { new { @class = "A", days = 7, escalateAfterWorkingDays = 2 } } }, plan.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        var shorter = (await admin.PutAsync("/api/v1/cadences", new { lines = new[] { new { days = 3, escalateAfterWorkingDays = 100 } }, shift = "unshifted" }, plan.ETag)).Expect(HttpStatusCode.OK);
        (await admin.PutAsync("/api/v1/cadences", new { lines = new[] { new { days = 3, escalateAfterWorkingDays = 100 } } }, plan.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        var pass = await Engine.PassAsync(default);
        Assert.Equal((1, 1), (pass.Moved, pass.Opened));
        Assert.True(Assert.Single(await TasksAsync(early)).DueAt < due);
        Assert.Single(await TasksAsync(late));
        (await admin.PutAsync("/api/v1/cadences", new { lines = new[] { new { days = 90, escalateAfterWorkingDays = 100 } } }, shorter.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (await Engine.PassAsync(default)).Moved);
        Assert.All((await TasksAsync(early)).Concat(await TasksAsync(late)), task => Assert.True(task.DueAt > clock.GetUtcNow()));
    }

    // C6: whoever else goes by the cadences learns of those that were changed before anybody was told.
    [Fact]
    public async Task Cadences_that_were_changed_before_anybody_was_told_are_told_once()
    {
        CadencesTold Round() => new(service.Services.GetRequiredService<IServiceScopeFactory>());
        await InDbAsync(async db =>
        {
            await db.WriteSettingAsync(StoredCadences.Name, new StoredCadences([new(null, null, null, 9, 3)], DayShift.Following), default);
            return await db.SaveChangesAsync();
        });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Round().RunAsync(default))));
        var told = Assert.Single(await EngagementFixture.PublishedAsync<CadencesChanged>(service));
        Assert.Equal((1, 45), (told.Version, told.Cadences.Count));
        Assert.All(told.Cadences, cadence => Assert.Equal(9, cadence.Days));
        (await admin.PutAsync("/api/v1/cadences", new { lines = new[] { new { days = 5, escalateAfterWorkingDays = 2 } } }, "*")).Expect(HttpStatusCode.OK);
        await Round().RunAsync(default);
        Assert.Equal([1L, 2L], (await EngagementFixture.PublishedAsync<CadencesChanged>(service)).Select(change => change.Version));
    }

    [Fact]
    public async Task Cadences_that_another_replica_has_told_of_at_this_moment_are_told_by_it_alone()
    {
        CadencesTold Round() => new(service.Services.GetRequiredService<IServiceScopeFactory>());
        await InDbAsync(async db =>
        {
            await db.Settings.Where(setting => setting.Name == CadencesTold.ToldSince.Name).ExecuteDeleteAsync();
            await db.WriteSettingAsync(StoredCadences.Name, new StoredCadences([new(null, null, null, 9, 3)], DayShift.Following), default);
            return await db.SaveChangesAsync();
        });
        await SqlitePlans.AfterAsync(service.Folder.Path, command => command.Parameters.Cast<System.Data.Common.DbParameter>().Any(parameter => parameter.Value is CadencesTold.ToldSince.Name),
            () => Round().RunAsync(default), () => Round().RunAsync(default));
        Assert.Single(await EngagementFixture.PublishedAsync<CadencesChanged>(service));
    }

    [Fact]
    public async Task Holidays_shift_what_is_due()
    {
        var customer = await CustomerAsync("ada");
        var before = (DateTimeOffset)(await admin.GetAsync($"/api/v1/cadences/customers/{customer}"))["dueAt"]!;
        var day = DateOnly.FromDateTime(before.ToOffset(TimeSpan.FromHours(8)).DateTime);
        var holidays = Enumerable.Range(0, 8).Select(i => day.AddDays(i).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        (await admin.PutAsync("/api/v1/cadences/calendar", new { weekend = new[] { "saturday", "sunday" }, holidays, workedDays = Array.Empty<string>(), dayStarts = "08:30:00" }, "\"0\"")).Expect(HttpStatusCode.OK);
        var after = (DateTimeOffset)(await admin.GetAsync($"/api/v1/cadences/customers/{customer}"))["dueAt"]!;
        Assert.True(after >= before.AddDays(7));
        Assert.Equal(new TimeSpan(0, 30, 0), after.UtcDateTime.TimeOfDay);
    }

    [Fact]
    public async Task Imported_history_fires_nothing_and_waits_from_the_day_it_came()
    {
        var customer = await CustomerAsync("ada", createdAt: DateTimeOffset.UtcNow.AddYears(-5), imported: true);
        Assert.Equal(0, (await Engine.PassAsync(default)).Opened);
        clock.Advance(TimeSpan.FromDays(34));
        Assert.Equal(1, (await Engine.PassAsync(default)).Opened);
        Assert.Single(await TasksAsync(customer));
    }

    [Fact]
    public async Task Who_is_out_of_reach_is_not_followed_and_an_open_task_is_closed()
    {
        var customer = await CustomerAsync("ada");
        clock.Advance(TimeSpan.FromDays(40));
        await Engine.PassAsync(default);
        customers.Publish(EngagementFixture.File(customer, 2, "ada", status: "merged", mergedInto: Guid.CreateVersion7()));
        await Eventually.IsTrueAsync(() => TickAsync(db => db.AllCustomers.AnyAsync(c => c.Id == customer && !c.IsActive)), "the merge to be known");
        await Engine.PassAsync(default);
        Assert.Equal(TaskState.Cancelled, Assert.Single(await TasksAsync(customer)).State);
        clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(0, (await Engine.PassAsync(default)).Opened);
    }

    [Fact]
    public async Task An_ended_relationship_is_not_followed_until_it_is_reopened()
    {
        var customer = await CustomerAsync("ada");
        customers.Publish(EngagementFixture.File(customer, 2, "ada", ended: true));
        await Eventually.IsTrueAsync(() => TickAsync(db => db.AllCustomers.AnyAsync(c => c.Id == customer && c.Cycle == CycleState.Off)), "the end to be known");
        clock.Advance(TimeSpan.FromDays(100));
        Assert.Equal(0, (await Engine.PassAsync(default)).Opened);
        customers.Publish(EngagementFixture.File(customer, 3, "ada"));
        await Eventually.IsTrueAsync(() => TickAsync(db => db.AllCustomers.AnyAsync(c => c.Id == customer && c.Cycle == CycleState.Waiting)), "the new beginning to be known");
        Assert.Equal(1, (await Engine.PassAsync(default)).Opened);
    }

    [Fact]
    public async Task Several_replicas_and_one_that_is_killed_make_one_task_of_a_period()
    {
        const int count = 1500;
        await ManyAsync(count);
        clock.Advance(TimeSpan.FromDays(40));
        FollowUpEngine Replica() => new(service.Services.GetRequiredService<IServiceScopeFactory>(), service.Services.GetRequiredService<IOptions<Domain.EngagementOptions>>(), clock);
        using (var killed = new CancellationTokenSource(TimeSpan.FromMilliseconds(400)))
        {
            await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                while (true)
                {
                    await Replica().PassAsync(killed.Token);
                    killed.Token.ThrowIfCancellationRequested();
                }
            });
        }
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var replica = Replica();
            for (var i = 0; i < 3; i++) await replica.PassAsync(default);
        })));
        Assert.Equal(count, await InDbAsync(db => db.Tasks.IgnoreQueryFilters().CountAsync()));
        Assert.Equal(count, await InDbAsync(db => db.Tasks.IgnoreQueryFilters().Select(t => t.CustomerId).Distinct().CountAsync()));
        Assert.Equal(count, await InDbAsync(db => db.AllCustomers.CountAsync(c => c.Cycle == CycleState.TaskOpen || c.Cycle == CycleState.Escalated)));
    }

    [Fact]
    public async Task Through_a_year_nobody_is_forgotten_and_nothing_fires_twice()
    {
        const int count = 60;
        var ids = await ManyAsync(count);
        var dice = new Random(7);
        var policy = await InDbAsync(db => db.FollowUpPolicyAsync("Asia/Shanghai", default));
        for (var day = 0; day < 365; day++)
        {
            clock.Advance(TimeSpan.FromHours(24));
            foreach (var id in ids.Where(_ => dice.Next(40) == 0))
            {
                await InDbAsync(async db =>
                {
                    db.Enter(Domain.Activities.Call.Log(
                        new(id, "ada", "north", Domain.Activities.ActivityDirection.Outbound, Domain.ActivityPurpose.Care, clock.GetUtcNow(), null), true,
                        new(clock.GetUtcNow(), clock.GetUtcNow(), null, null), null, "ada", clock.GetUtcNow()));
                    return await db.SaveChangesAsync();
                });
            }
            await Engine.PassAsync(default);
            var now = clock.GetUtcNow();
            foreach (var customer in await InDbAsync(db => db.AllCustomers.AsNoTracking().ToListAsync()))
            {
                var due = customer.Clock.Due(policy.Plan.For(customer.CadenceKey), policy.Plan.Shift, policy.Calendar);
                Assert.True(due > now || customer.CycleTaskId is not null, $"{customer.Id} was due at {due} and has no task at {now}.");
            }
        }
        var tasks = await InDbAsync(db => db.Tasks.IgnoreQueryFilters().AsNoTracking().ToListAsync());
        Assert.True(tasks.Count > count);
        Assert.Equal(tasks.Count, tasks.Select(t => (t.CustomerId, t.Occasion)).Distinct().Count());
        Assert.All(tasks.GroupBy(t => t.CustomerId), own => Assert.True(own.Count(t => t.State == TaskState.Open) <= 1));
    }

    private void MoveTo(DateTimeOffset at) => clock.Advance(at - clock.GetUtcNow());

    private async Task<DateTimeOffset> DueAsync(Guid customer) => (DateTimeOffset)(await admin.GetAsync($"/api/v1/cadences/customers/{customer}")).Expect(HttpStatusCode.OK)["dueAt"]!;

    private async Task SpeakAsync(Guid customer) =>
        (await admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "care", reached = true })).Expect(HttpStatusCode.Created);

    private async Task<Guid> CustomerAsync(string? owner, DateTimeOffset? createdAt = null, bool imported = false)
    {
        var file = EngagementFixture.File(Guid.CreateVersion7(), 1, owner, name: "Lin", createdAt: createdAt ?? clock.GetUtcNow(), imported: imported);
        customers.Publish(file);
        await Eventually.IsTrueAsync(() => TickAsync(db => db.AllCustomers.AnyAsync(c => c.Id == file.CustomerId)), "the customer to be known");
        return file.CustomerId;
    }

    private async Task<IReadOnlyList<Guid>> ManyAsync(int count)
    {
        var files = Enumerable.Range(0, count).Select(i => EngagementFixture.File(Guid.CreateVersion7(), 1, "ada", abc: "ABC"[i % 3].ToString(), createdAt: clock.GetUtcNow())).ToList();
        customers.Publish([.. files]);
        await Eventually.BecomesAsync(() => TickAsync(db => db.AllCustomers.CountAsync()), known => known == count, "the customers to be known");
        return [.. files.Select(file => file.CustomerId)];
    }

    private async Task MembersAsync(params (string Subject, string? Manager)[] members)
    {
        customers.Publish([.. members.Select(member => EngagementFixture.Member(member.Subject, "north", member.Manager))]);
        await Eventually.BecomesAsync(() => TickAsync(db => db.Colleagues.CountAsync()), known => known >= members.Length, "the colleagues to be known");
    }

    private Task<List<WorkTask>> TasksAsync(Guid customer) => InDbAsync(db => db.Tasks.IgnoreQueryFilters().AsNoTracking().Where(t => t.CustomerId == customer).ToListAsync());

    /// <summary>Looks while the service's clock goes on a little: a reader of feeds that has to try again waits by that clock.</summary>
    private Task<T> TickAsync<T>(Func<EngagementDb, Task<T>> look)
    {
        clock.Advance(TimeSpan.FromMilliseconds(100));
        return InDbAsync(look);
    }

    private Task<T> InDbAsync<T>(Func<EngagementDb, Task<T>> look) => service.InScopeAsync(services => look(services.GetRequiredService<EngagementDb>()));

    private async Task<IReadOnlyList<TaskChanged>> PublishedAsync(Guid task) => [.. (await EngagementFixture.PublishedAsync<TaskChanged>(service)).Where(t => t.TaskId == task)];
}
