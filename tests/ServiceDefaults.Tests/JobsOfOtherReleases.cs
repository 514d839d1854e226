using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>While an upgrade runs, an old process and a new one share a queue.</summary>
public sealed class JobsOfOtherReleases
{
    [Fact]
    public async Task A_job_of_a_kind_that_only_another_release_knows_is_left_to_that()
    {
        var isUpgraded = false;
        await using var service = await ServiceUnderTest.StartAsync(Bench.Maker, customise: builder =>
        {
            builder.Services.AddJob<Quick>("known");
            if (isUpgraded) builder.Services.AddJob<Quick>("new");
        });
        var later = await QueueAsync(service, "new");
        var calledOff = await QueueAsync(service, "new", cancel: true);
        var job = await QueueAsync(service, "known");
        await Eventually.BecomesAsync(() => StateAsync(service, job), state => state == JobState.Succeeded, "the job behind them to end");
        Assert.Equal((JobState.Queued, JobState.Queued), (await StateAsync(service, later), await StateAsync(service, calledOff)));

        await service.StopAsync();
        isUpgraded = true;
        await service.StartAgainAsync();
        await Eventually.BecomesAsync(() => StateAsync(service, calledOff), state => state == JobState.Cancelled, "the job that was called off to end");
        Assert.Equal(JobState.Succeeded, await StateAsync(service, later));
    }

    private static Task<Guid> QueueAsync(ServiceUnderTest service, string kind, bool cancel = false) => service.InScopeAsync(async scope =>
    {
        var db = scope.GetRequiredService<MakerDb>();
        var job = db.QueueJob(kind, new { }, Caller.System("maker"), TimeProvider.System, scope.GetRequiredService<JobSignal>());
        if (cancel) db.Entry(job).Property(j => j.CancelRequested).CurrentValue = true;
        await db.SaveChangesAsync();
        return job.Id;
    });

    private static Task<JobState> StateAsync(ServiceUnderTest service, Guid id) =>
        service.InScopeAsync(scope => scope.GetRequiredService<MakerDb>().Set<Job>().AsNoTracking().Where(job => job.Id == id).Select(job => job.State).SingleAsync());

    private sealed class Quick(ServiceDbAccessor accessor) : IJobWork
    {
        public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
        {
            var job = await context.JobAsync(accessor.Db, cancellationToken);
            job.Succeed(new { }, TimeProvider.System.GetUtcNow());
            await accessor.Db.SaveChangesAsync(cancellationToken);
        }
    }
}
