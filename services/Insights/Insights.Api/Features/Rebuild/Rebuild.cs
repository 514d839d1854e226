using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Folding;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Rebuild;

/// <summary>What a rebuild came to.</summary>
public sealed record RebuildResult(long Events, long Refused, int Generation);

/// <summary>
/// I14: throws every read model away and makes it again from the feeds, beside live traffic, with the same outcome. It publishes
/// nothing. One that is interrupted begins anew; until its end nothing it does is seen.
/// </summary>
internal static class Rebuild
{
    public const string JobKind = "insights-rebuild";

    public static async Task<Results<Accepted<JobView>, Refused>> QueueAsync(
        InsightsDb db, ServiceDbAccessor accessor, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        var pointer = await db.Pointers.SingleAsync(cancellationToken);
        if (pointer.Rebuild is { } running && await JobEndpoints.FindAsync(accessor, caller, [JobKind], running, cancellationToken) is { IsFinished: false })
            return new Refused("rebuild.running", $"A rebuild is under way: /api/v1/insights/rebuild/{running}.");
        var job = db.QueueJob(JobKind, new { }, caller, time, signal);
        pointer.Rebuild = job.Id;
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted($"/api/v1/insights/rebuild/{job.Id}", JobView.Of(job));
    }

    /// <summary>Runs the stages one after the other.</summary>
    internal sealed class Work(ReadFeeds feeds, CurrentGeneration current, ILogger<Work> log) : IJobWork
    {
        public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
        {
            var run = new RebuildRun(context, await BeginAsync(context, cancellationToken));
            try
            {
                log.LogInformation("Rebuild into generation {Generation} began", run.Generation);
                foreach (var source in feeds.Sources) await feeds.ReadAllAsync(run, source, cancellationToken);
                await SumLedgers.RunAsync(run, cancellationToken);
                await feeds.CatchUpAsync(run, cancellationToken);
                await feeds.SwitchAsync(run, cancellationToken);
                current.Forget();
                log.LogInformation("Rebuild ended: generation {Generation} is read now, {Events} events", run.Generation, run.Events);
            }
            catch
            {
                await AbandonAsync(context, run.Generation);
                throw;
            }
        }

        private static async Task<int> BeginAsync(JobContext context, CancellationToken cancellationToken)
        {
            await using var scope = context.NewScope();
            var db = scope.ServiceProvider.GetRequiredService<InsightsDb>();
            var pointer = await db.Pointers.SingleAsync(cancellationToken);
            var generation = 1 + await db.States.IgnoreQueryFilters().MaxAsync(state => state.Gen, cancellationToken);
            (pointer.Fresh, pointer.Rebuild) = (generation, context.JobId);
            db.States.Add(new ModelState { Gen = generation });
            await db.SaveChangesAsync(cancellationToken);
            return generation;
        }

        private static async Task AbandonAsync(JobContext context, int generation)
        {
            await using var scope = context.NewScope();
            var db = scope.ServiceProvider.GetRequiredService<InsightsDb>();
            var pointer = await db.Pointers.SingleAsync();
            if (pointer.Fresh == generation) pointer.Fresh = null;
            await db.SaveChangesAsync();
        }
    }
}

/// <summary>One rebuild: where it writes, how far it has read, and what it could not take.</summary>
internal sealed class RebuildRun(JobContext context, int generation)
{
    public JobContext Context => context;

    public int Generation => generation;

    /// <summary>How far each feed has been read, and in which epoch of it.</summary>
    public Dictionary<string, (Guid Epoch, long Position)> Read { get; } = [];

    /// <summary>Events no fold could take; the live delivery has them as failures too.</summary>
    public HashSet<Guid> Refused { get; } = [];

    public long Events { get; set; }

    /// <summary>Sums by product of pages that are committed, not written yet.</summary>
    public ProductSums Products { get; } = new();

    public NumberCache Numbers { get; } = new();

    /// <summary>A scope whose database writes this rebuild's generation.</summary>
    public AsyncServiceScope NewScope(out InsightsDb db, bool staging = false)
    {
        var scope = context.NewScope();
        db = scope.ServiceProvider.GetRequiredService<InsightsDb>();
        (db.Generation, db.Staging, db.KnownNumbers) = (generation, staging, Numbers);
        if (staging) db.ProductsAside = new ProductSums();
        return scope;
    }
}
