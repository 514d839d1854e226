using System.Net;
using CrmPlatform.Engagement.Contracts.V1;

namespace CrmPlatform.Engagement.Tests.Hosted;

public sealed class TasksOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    [Fact]
    public async Task A_task_is_entered_changed_and_done()
    {
        await fixture.StaffAsync("jun", "south");
        var jun = fixture.Service.As("jun", "sales", "south");
        var due = DateTimeOffset.UtcNow.AddDays(3);
        var task = (await jun.PostAsync("/api/v1/tasks", new { title = "Prepare samples", dueAt = due })).Expect(HttpStatusCode.Created);
        Assert.Equal(("jun", "south", "manual", "open", false), ((string)task["assigneeId"]!, (string)task["team"]!, (string)task["origin"]!, (string)task["state"]!, (bool)task["overdue"]!));
        var moved = (await jun.PatchAsync(task.Location!, new { dueAt = due.AddDays(-5), notes = "The red ones" }, task.ETag)).Expect(HttpStatusCode.OK);
        Assert.True((bool)moved["overdue"]!);
        Assert.Contains((await jun.GetAsync("/api/v1/tasks?mine=true&overdue=true")).Items, t => (string?)t["id"] == $"{task.Id}");
        Assert.DoesNotContain((await jun.GetAsync("/api/v1/tasks?mine=true&overdue=false")).Items, t => (string?)t["id"] == $"{task.Id}");
        var done = (await jun.ActAsync($"{task.Location}/complete", new { result = "Sent" }, moved.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("done", "jun", "Sent", false), ((string)done["state"]!, (string)done["closedBy"]!, (string)done["result"]!, (bool)done["overdue"]!));
        Assert.Equal("task.closed", (await jun.ActAsync($"{task.Location}/cancel", null, done.ETag)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("task.closed", (await jun.PatchAsync(task.Location!, new { title = "x" }, done.ETag)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(["open", "open", "done"], (await fixture.PublishedAsync<TaskChanged>()).Where(t => t.TaskId == task.Id).Select(t => t.State));
    }

    // X5: whoever loses it is to hear of it, and who that is the event alone can tell.
    [Fact]
    public async Task The_event_of_a_task_that_is_given_away_says_who_had_it()
    {
        foreach (var (person, team) in new[] { ("giver", "north"), ("taker", "south") }) await fixture.StaffAsync(person, team);
        var task = (await fixture.Admin.PostAsync("/api/v1/tasks", new { title = "Ring back", dueAt = DateTimeOffset.UtcNow.AddDays(1), assigneeId = "giver" })).Expect(HttpStatusCode.Created);
        var given = (await fixture.Admin.PatchAsync(task.Location!, new { assigneeId = "taker", team = "south" }, task.ETag)).Expect(HttpStatusCode.OK);
        var renamed = (await fixture.Admin.PatchAsync(task.Location!, new { title = "Ring back soon" }, given.ETag)).Expect(HttpStatusCode.OK);
        (await fixture.Admin.PatchAsync(task.Location!, new { assigneeId = (string?)null, team = "south" }, renamed.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal([("giver", null, null), ("taker", "giver", "north"), ("taker", null, null), ("", "taker", null)],
            (await fixture.PublishedAsync<TaskChanged>()).Where(t => t.TaskId == task.Id).Select(t => (t.AssigneeId, t.AssigneeBefore, t.TeamBefore)));
    }

    [Fact]
    public async Task A_team_sees_its_tasks_and_another_does_not()
    {
        var own = fixture.Service.As("xena", "sales", "east");
        var task = (await own.PostAsync("/api/v1/tasks", new { title = "For all of us", dueAt = DateTimeOffset.UtcNow, team = "east" })).Expect(HttpStatusCode.Created);
        Assert.Null(task["assigneeId"]);
        (await fixture.Service.As("yuri", "sales", "east").GetAsync(task.Location!)).Expect(HttpStatusCode.OK);
        (await fixture.Service.As("zoe", "sales", "west").GetAsync(task.Location!)).Expect(HttpStatusCode.NotFound);
        Assert.Contains((await fixture.Admin.GetAsync("/api/v1/tasks?team=east")).Items, t => (string?)t["id"] == $"{task.Id}");
    }

    [Fact]
    public async Task Pages_come_in_the_order_in_which_tasks_are_due()
    {
        var me = fixture.Service.As($"p{Guid.NewGuid():N}", "sales", "north");
        var due = DateTimeOffset.UtcNow.AddDays(1);
        foreach (var i in new[] { 3, 1, 2, 1, 0 }) (await me.PostAsync("/api/v1/tasks", new { title = $"T{i}", dueAt = due.AddHours(i) })).Expect(HttpStatusCode.Created);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await me.GetAsync($"/api/v1/tasks?mine=true&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
            seen.AddRange(page.Items.Select(item => (string)item["title"]!));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(["T0", "T1", "T1", "T2", "T3"], seen);
    }
}
