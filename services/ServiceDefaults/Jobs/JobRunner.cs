using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.ServiceDefaults.Jobs;

/// <summary>Does one kind of job.</summary>
public interface IJobWork
{
    /// <summary>
    /// Goes on where the job's checkpoint stands, saves each piece together with <see cref="Job.Advance"/>, and ends with
    /// <see cref="Job.Succeed"/> or <see cref="Job.Fail"/> saved.
    /// </summary>
    Task RunAsync(JobContext context, CancellationToken cancellationToken);
}

/// <summary>Work that leaves something behind which nobody needs once the job has ended, however it ended.</summary>
public interface ICleansUp
{
    void CleanUp(Job job);
}

/// <summary>A running job in the hands of its work.</summary>
public sealed class JobContext(Guid jobId, IServiceScopeFactory scopes, Caller person)
{
    public Guid JobId => jobId;

    public Caller Person => person;

    /// <summary>A scope for one piece of the work, acting for the person who asked for it.</summary>
    public AsyncServiceScope NewScope()
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerAccessor>().ActFor(person);
        return scope;
    }

    /// <summary>The job, tracked by the scope's database.</summary>
    public Task<Job> JobAsync(ServiceDb db, CancellationToken cancellationToken) =>
        db.Jobs.SingleAsync(job => job.Id == jobId, cancellationToken);
}

/// <summary>Wakes the runner of this process.</summary>
public sealed class JobSignal : IDisposable
{
    private readonly SemaphoreSlim semaphore = new(0);

    public void Pulse() => semaphore.Release();

    internal Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => semaphore.WaitAsync(longest, cancellationToken);

    public void Dispose() => semaphore.Dispose();
}

/// <summary>Which class does which kind of job.</summary>
internal sealed record JobKind(string Kind, Type WorkType);

/// <summary>
/// Runs queued jobs, one at a time per process. A job is leased; when its process dies another one (or the same after its restart)
/// takes it up at its checkpoint. A kind that only another release knows is left to that.
/// </summary>
internal sealed class JobRunner(
    IServiceScopeFactory scopes, IEnumerable<JobKind> kinds, JobSignal signal, TimeProvider time, ILogger<JobRunner> log) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private readonly string me = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";
    private readonly Dictionary<string, Type> workTypes = kinds.ToDictionary(kind => kind.Kind, kind => kind.WorkType);
    private readonly string[] known = [.. kinds.Select(kind => kind.Kind)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var first = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await TakeAsync(first, stoppingToken) is { } job) await RunAsync(job, stoppingToken);
                first = false;
                await signal.WaitAsync(Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "The job queue could not be read; it is tried again");
                await Task.Delay(Poll, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<Job?> TakeAsync(bool justStarted, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
        var now = time.GetUtcNow();
        // SQLite belongs to one process: whatever was running when it started was running in a process that is dead.
        var orphaned = justStarted && db.IsSqlite;
        var job = await db.Jobs
            .Where(j => known.Contains(j.Kind))
            .Where(j => j.State == JobState.Queued || (j.State == JobState.Running && (orphaned || j.LeaseUntil < now)))
            .OrderBy(j => j.Key).FirstOrDefaultAsync(cancellationToken);
        if (job is null) return null;
        if (job.CancelRequested) job.Cancelled(now);
        else job.Start(me, now + Lease);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
        return job;
    }

    private async Task RunAsync(Job job, CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (job.IsFinished)
        {
            // Cancelled before its turn: what it was to work on lies there all the same.
            CleanUp(scope.ServiceProvider, job);
            return;
        }
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var held = new Held();
        var watch = WatchAsync(job.Id, held, ended);
        try
        {
            var work = (IJobWork)scope.ServiceProvider.GetRequiredService(workTypes[job.Kind]);
            await work.RunAsync(new JobContext(job.Id, scopes, Caller.ForJob(job.CreatedBy, job.CreatedByName, job.CreatedByTeam, job.Reach)), ended.Token);
        }
        // SQL Server answers a command that is called off with an exception of its own, which EF wraps: once the end was asked for, any is an end.
        catch (Exception called) when (ended.IsCancellationRequested && !held.Lost)
        {
            if (called is not OperationCanceledException) log.LogWarning(called, "Job {JobId} of kind {Kind} was called off", job.Id, job.Kind);
            if (!stopping.IsCancellationRequested) await EndAsync(job.Id, (j, now) => j.Cancelled(now));
        }
        catch (Exception failure) when (!held.Lost)
        {
            // What the asker's own file or request made impossible is told to the asker, not to the operator.
            if (failure is not JobFailedException) log.LogError(failure, "Job {JobId} of kind {Kind} failed", job.Id, job.Kind);
            await EndAsync(job.Id, (j, now) => j.Fail(failure is JobFailedException told ? told.Message : "The job failed on our side; it can be started again.", now));
        }
        catch (Exception failure)
        {
            log.LogWarning(failure, "Job {JobId} goes on in another process", job.Id);
        }
        finally
        {
            await ended.CancelAsync();
            await watch;
        }
        if (held.Lost) return;
        // A process that stops goes on with the job later and still needs everything.
        if (!stopping.IsCancellationRequested) CleanUp(scope.ServiceProvider, job);
    }

    private void CleanUp(IServiceProvider services, Job job)
    {
        if (services.GetService(workTypes[job.Kind]) is ICleansUp cleaner) cleaner.CleanUp(job);
    }

    /// <summary>Whether the running job is still this process's.</summary>
    private sealed class Held
    {
        private volatile bool lost;

        public bool Lost { get => lost; set => lost = value; }
    }

    /// <summary>Renews the lease and hears of a cancellation, in a connection of its own.</summary>
    private async Task WatchAsync(Guid id, Held held, CancellationTokenSource ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(Poll, time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested) return;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
                if (await db.Jobs.AsNoTracking().AnyAsync(j => j.Id == id && j.CancelRequested)) await ended.CancelAsync();
                if (db.IsSqlite) continue;
                var until = time.GetUtcNow() + Lease;
                // A process that stood still for longer than its lease finds somebody else at its work: it lets go.
                held.Lost = await db.Jobs.Where(j => j.Id == id && j.LeaseOwner == me).ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, until)) == 0;
                if (held.Lost) await ended.CancelAsync();
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "The lease of job {JobId} could not be renewed", id);
            }
        }
    }

    private async Task EndAsync(Guid id, Action<Job, DateTimeOffset> end)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
        var job = await db.Jobs.SingleAsync(j => j.Id == id);
        if (job.IsFinished) return;
        end(job, time.GetUtcNow());
        await db.SaveChangesAsync();
    }
}

/// <summary>Ends a job as failed, with a sentence for whoever asked for it.</summary>
public sealed class JobFailedException(string message) : Exception(message);
