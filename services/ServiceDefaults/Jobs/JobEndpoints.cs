using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Jobs;

public static class JobEndpoints
{
    public static void AddJob<TWork>(this IServiceCollection services, string kind) where TWork : class, IJobWork
    {
        services.AddSingleton(new JobKind(kind, typeof(TWork)));
        services.AddScoped<TWork>();
    }

    /// <summary>Queues a job as part of the next save and wakes the runner after it.</summary>
    public static Job QueueJob<TParameters>(this ServiceDb db, string kind, TParameters parameters, Caller by, TimeProvider time, JobSignal signal)
    {
        var job = Job.Queue(kind, parameters, by, time.GetUtcNow());
        db.Jobs.Add(job);
        db.AfterCommit(signal.Pulse);
        return job;
    }

    /// <summary>Progress, cancellation and refused rows of the jobs of a resource, below the path it queues them at.</summary>
    public static RouteGroupBuilder MapJobs(this RouteGroupBuilder group, string name, params string[] kinds)
    {
        group.MapGet("/{id:guid}", async Task<Results<Ok<JobView>, Missing>> (Guid id, ServiceDbAccessor accessor, Caller caller, CancellationToken ct) =>
                await FindAsync(accessor, caller, kinds, id, ct) is { } job ? TypedResults.Ok(JobView.Of(job)) : new Missing("job", id))
            .WithName($"{name}-job").WithSummary("How far a job is.");

        group.MapPost("/{id:guid}/cancel", (Guid id, ServiceDbAccessor accessor, Caller caller, CancellationToken ct) => CancelAsync(kinds, id, accessor, caller, ct))
            .WithName($"{name}-job-cancel").WithSummary("Asks a job to stop; what it has done so far stays done.");

        group.MapGet("/{id:guid}/errors", async Task<Results<FileStreamHttpResult, Missing>> (
                Guid id, ServiceDbAccessor accessor, Caller caller, IFileStore files, CancellationToken ct) =>
            {
                if (await FindAsync(accessor, caller, kinds, id, ct) is null) return new Missing("job", id);
                var file = ErrorFile(id);
                return TypedResults.Stream(files.Exists(file) ? files.OpenRead(file) : Stream.Null, "text/csv; charset=utf-8", $"errors-{id}.csv");
            })
            .WithName($"{name}-job-errors").WithSummary("The refused rows with the reason, as CSV.");
        return group;
    }

    /// <summary>The jobs of these kinds, newest first, for whoever no longer knows where theirs is followed.</summary>
    public static void MapJobList(this RouteGroupBuilder group, string name, params string[] kinds) =>
        group.MapGet("", (ServiceDbAccessor accessor, Caller caller, Cursors cursors, CancellationToken ct, Coded<JobState>? state = null,
                [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null) => ListAsync(accessor, caller, kinds, cursors, state, limit, cursor, ct))
            .WithName($"{name}-jobs").WithSummary("The jobs that you asked for (or all, where you see all), newest first.");

    public static string ErrorFile(Guid job) => $"{job:N}-errors.csv";

    private static async Task<Results<Ok<JobView>, Missing, Refused>> CancelAsync(string[] kinds, Guid id, ServiceDbAccessor accessor, Caller caller, CancellationToken cancellationToken)
    {
        if (await FindAsync(accessor, caller, kinds, id, cancellationToken) is not { } job) return new Missing("job", id);
        if (job.IsFinished) return new Refused("job.finished", "The job has ended; there is nothing left to cancel.");
        // Past the version: the running work saves the same row, and a wish to stop must not make it fail.
        await accessor.Db.BeginWriteAsync(cancellationToken);
        await accessor.Db.Jobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set.SetProperty(j => j.CancelRequested, true), cancellationToken);
        await accessor.Db.CommitAsync(cancellationToken);
        return TypedResults.Ok(JobView.Of(job));
    }

    private static async Task<Ok<Page<JobView>>> ListAsync(
        ServiceDbAccessor accessor, Caller caller, string[] kinds, Cursors cursors, Coded<JobState>? state, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var list = $"jobs:{string.Join(',', kinds)}:{state}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var jobs = Seen(accessor, caller, kinds).Where(job => job.Key < before);
        if (state is { Value: var wanted }) jobs = jobs.Where(job => job.State == wanted);
        var page = await jobs.OrderByDescending(job => job.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(page, limit, list, job => job.Key, JobView.Of));
    }

    /// <summary>A job of one of these kinds, if the caller asked for it or sees all.</summary>
    public static Task<Job?> FindAsync(ServiceDbAccessor accessor, Caller caller, string[] kinds, Guid id, CancellationToken cancellationToken) =>
        Seen(accessor, caller, kinds).SingleOrDefaultAsync(job => job.Id == id, cancellationToken);

    private static IQueryable<Job> Seen(ServiceDbAccessor accessor, Caller caller, string[] kinds) =>
        accessor.Db.Jobs.AsNoTracking().Where(job => kinds.Contains(job.Kind) && (caller.SeesAll || job.CreatedBy == caller.Subject));
}
