using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>X6: work that lies, as curves.</summary>
public sealed class FiguresForOperators : IAsyncLifetime
{
    private ServiceUnderTest service = null!;

    // The rounds are off: what the test writes must lie as it wrote it.
    public async ValueTask InitializeAsync() => service = await ServiceUnderTest.StartAsync(EngagementHost.Build, [.. FigureWatch.Settings, "--Engagement:RoundInterval=00:00:00"]);

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Overdue_follow_ups_tasks_and_promises_are_told()
    {
        using var watch = new FigureWatch(service);
        await watch.TellsAsync("crm.followups.overdue", "{task}", 0);
        var now = DateTimeOffset.UtcNow;
        await service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<EngagementDb>();
            db.Tasks.AddRange(Task(TaskOrigin.FollowUpCycle, -1), Task(TaskOrigin.FollowUpCycle, -2), Task(TaskOrigin.Care, -3), Task(TaskOrigin.FollowUpCycle, 1));
            var done = Task(TaskOrigin.FollowUpCycle, -4);
            done.Complete("Called", "wei", now);
            db.Tasks.Add(done);
            return await db.SaveChangesAsync();
        });
        await watch.TellsAsync("crm.followups.overdue", "{task}", 2);
        await watch.TellsAsync("crm.tasks.overdue", "{task}", 3);
        await watch.TellsAsync("crm.promises.overdue", "{promise}", 0);

        WorkTask Task(TaskOrigin origin, int days) => WorkTask.Of(new TaskOrder("Call", null, Guid.NewGuid(), "wei", "north", now.AddDays(days)), origin, null, "system", now);
    }

    [Fact]
    public async Task Each_is_counted_in_an_index()
    {
        var plans = await FigureWatch.PlansAsync(service);
        Assert.Contains("COVERING INDEX IX_Tasks_DueAt_Origin (DueAt<?)", plans["crm.followups.overdue"]);
        Assert.Contains("COVERING INDEX IX_Tasks_DueAt_Origin (DueAt<?)", plans["crm.tasks.overdue"]);
        Assert.Contains("COVERING INDEX IX_Promises_State_DueAt_Key (State=? AND DueAt<?)", plans["crm.promises.overdue"]);
    }
}
