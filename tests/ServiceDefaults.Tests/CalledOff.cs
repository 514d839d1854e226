using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>
/// What is called off ends as asked, whatever it throws: SqlClient answers a command that is called off with an exception of its own and not
/// with that of a cancelled token.
/// </summary>
public sealed class CalledOff
{
    private readonly Course course = new();

    [Fact]
    public async Task A_job_goes_on_after_a_restart()
    {
        await using var service = await StartAsync();
        var id = await QueueAsync(service);
        await Eventually.IsTrueAsync(() => Task.FromResult(course.Begun == 1), "the job to begin");
        await service.StopAsync();
        course.Waits = false;
        await service.StartAgainAsync();
        await Eventually.BecomesAsync(() => StateAsync(service, id), state => state is JobState.Succeeded or JobState.Failed, "the job to end");
        Assert.Equal((JobState.Succeeded, 2), (await StateAsync(service, id), course.Begun));
    }

    [Fact]
    public async Task A_job_that_somebody_called_off_is_cancelled_and_has_not_failed()
    {
        await using var service = await StartAsync();
        var id = await QueueAsync(service);
        await Eventually.IsTrueAsync(() => Task.FromResult(course.Begun == 1), "the job to begin");
        await service.InScopeAsync(scope => scope.GetRequiredService<MakerDb>().Set<Job>().Where(job => job.Id == id).ExecuteUpdateAsync(set => set.SetProperty(job => job.CancelRequested, true)));
        Assert.Equal(JobState.Cancelled, await Eventually.BecomesAsync(() => StateAsync(service, id), state => state > JobState.Running, "the job to end"));
    }

    [Fact]
    public async Task A_loop_that_is_asked_to_end_has_not_failed()
    {
        await using var service = await StartAsync();
        var state = service.Services.GetRequiredService<LoopsState>();
        await Eventually.IsTrueAsync(() => Task.FromResult(course.Loops == 1), "the loop to begin");
        await service.StopAsync();
        Assert.Equal((false, 0), (state.HaveFailed, course.Loops));
    }

    private Task<ServiceUnderTest> StartAsync() => ServiceUnderTest.StartAsync(Bench.Maker, customise: builder =>
    {
        builder.Services.AddSingleton(course);
        builder.Services.AddJob<Stubborn>("stubborn");
        builder.Services.AddLoop<StubbornLoop>();
    });

    private static Task<Guid> QueueAsync(ServiceUnderTest service) => service.InScopeAsync(async scope =>
    {
        var db = scope.GetRequiredService<MakerDb>();
        var job = db.QueueJob("stubborn", new { }, Caller.System("maker"), TimeProvider.System, scope.GetRequiredService<JobSignal>());
        await db.SaveChangesAsync();
        return job.Id;
    });

    private static Task<JobState> StateAsync(ServiceUnderTest service, Guid id) =>
        service.InScopeAsync(scope => scope.GetRequiredService<MakerDb>().Set<Job>().AsNoTracking().Where(job => job.Id == id).Select(job => job.State).SingleAsync());

    private sealed class Course
    {
        private int begun;
        private int loops;

        public int Begun => Volatile.Read(ref begun);

        public int Loops => Volatile.Read(ref loops);

        public bool Waits { get; set; } = true;

        public void Begin() => Interlocked.Increment(ref begun);

        public async Task LoopAsync(CancellationToken stopping)
        {
            Interlocked.Increment(ref loops);
            await UntilCalledOffAsync(stopping, () => Interlocked.Decrement(ref loops));
        }

        public static async Task UntilCalledOffAsync(CancellationToken end, Action? then = null)
        {
            await Task.Delay(Timeout.Infinite, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            then?.Invoke();
            throw new DbUpdateException("The save was called off.", new InvalidOperationException("Operation cancelled by user."));
        }
    }

    private sealed class Stubborn(Course course, ServiceDbAccessor accessor) : IJobWork
    {
        public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
        {
            course.Begin();
            if (course.Waits) await Course.UntilCalledOffAsync(cancellationToken);
            var job = await context.JobAsync(accessor.Db, cancellationToken);
            job.Succeed(new { }, TimeProvider.System.GetUtcNow());
            await accessor.Db.SaveChangesAsync(cancellationToken);
        }
    }

    private sealed class StubbornLoop(Course course) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => course.LoopAsync(stoppingToken);
    }
}
