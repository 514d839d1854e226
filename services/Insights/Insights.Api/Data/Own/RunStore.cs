using System.Linq.Expressions;
using System.Text.Json;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Own;

/// <summary>One run of an analysis while it is computed: its row, its results written a part at a time, its end with the job's.</summary>
internal sealed class RunStore(JobContext context, CurrentGeneration current, TimeProvider time)
{
    private const int Chunk = 10_000;

    public long Key { get; private set; }

    /// <summary>A scope that reads the present read models, of all customers.</summary>
    public async Task<T> ReadAsync<T>(Func<InsightsDb, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var scope = context.NewScope();
        var db = scope.ServiceProvider.GetRequiredService<InsightsDb>();
        await current.EnterAsync(db, cancellationToken);
        return await read(db);
    }

    public Task BeginAsync<TParameters>(string kind, DateOnly asOf, TParameters parameters, CancellationToken cancellationToken) => ReadAsync(async db =>
    {
        var run = AnalysisRun.Begin(kind, asOf, context.Person.Name, JsonSerializer.Serialize(parameters, Json.Tolerant), time.GetUtcNow());
        db.Runs.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        return Key = run.Key;
    }, cancellationToken);

    public async Task WriteAsync<T>(IEnumerable<T> rows, CancellationToken cancellationToken) where T : ResultRow
    {
        foreach (var chunk in rows.Chunk(Chunk))
        {
            foreach (var row in chunk) row.RunKey = Key;
            await WriteAsync(db => db.InsertAsync(chunk, cancellationToken), cancellationToken);
        }
    }

    /// <summary>A piece of the work in a transaction of its own, one at a time in the whole platform: what it finds unsaid, nobody says beside it.</summary>
    public Task WriteAsync(Func<InsightsDb, Task> write, CancellationToken cancellationToken) => ReadAsync(async db =>
    {
        await db.BeginWriteAsync(cancellationToken);
        if (!db.IsSqlite) await db.Database.ExecuteSqlAsync($"EXEC sp_getapplock @Resource = 'insights-run', @LockMode = 'Exclusive', @LockOwner = 'Transaction'", cancellationToken);
        await write(db);
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitAsync(cancellationToken);
        return true;
    }, cancellationToken);

    public Task TellAsync(int percent, CancellationToken cancellationToken) => ReadAsync(async db =>
    {
        var job = await context.JobAsync(db, cancellationToken);
        job.Advance(Key, 0, 0, 0, percent);
        return await db.SaveChangesAsync(cancellationToken);
    }, cancellationToken);

    /// <summary>The results count from here on; runs of this kind that nobody needs any more are thrown away.</summary>
    public Task EndAsync<TReport>(TReport report, int keep, CancellationToken cancellationToken) => ReadAsync(async db =>
    {
        var run = await db.Runs.SingleAsync(r => r.Key == Key, cancellationToken);
        run.End(JsonSerializer.Serialize(report, Json.Tolerant));
        var job = await context.JobAsync(db, cancellationToken);
        job.Succeed(new { run = run.Id }, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        await OldRuns.DropAsync(db, run.Kind, keep, cancellationToken);
        return true;
    }, cancellationToken);
}

/// <summary>What of past runs is kept: the last few that were made, those of the last days, and the first of each month.</summary>
internal static class OldRuns
{
    private const int MonthsKept = 36;
    private const int Chunk = 10_000;

    public static async Task DropAsync(InsightsDb db, string kind, int keep, CancellationToken cancellationToken)
    {
        var runs = await db.Runs.AsNoTracking().Where(r => r.Kind == kind).OrderByDescending(r => r.Key)
            .Select(r => new { r.Key, r.AsOf, r.Complete }).ToListAsync(cancellationToken);
        var kept = runs.Where(r => r.Complete).Take(keep).Select(r => r.Key).ToHashSet();
        kept.UnionWith(runs.Where(r => r.Complete).OrderByDescending(r => r.AsOf).ThenByDescending(r => r.Key).Take(keep).Select(r => r.Key));
        kept.UnionWith(runs.Where(r => r.Complete).GroupBy(r => OrganisationCalendar.MonthOf(r.AsOf)).OrderByDescending(month => month.Key).Take(MonthsKept)
            .Select(month => month.MinBy(r => (r.AsOf, r.Key))!.Key));
        var newest = runs.Count == 0 ? 0 : runs[0].Key;
        foreach (var old in runs.Where(r => !kept.Contains(r.Key) && r.Key < newest))
        {
            await ClearAsync(db, db.Values.IgnoreQueryFilters().Where(v => v.RunKey == old.Key).OrderBy(v => v.CustomerNo).Take(Chunk), cancellationToken);
            await ClearAsync(db, db.Equity.IgnoreQueryFilters().Where(v => v.RunKey == old.Key).OrderBy(v => v.Segment).Take(Chunk), cancellationToken);
            await ClearAsync(db, db.Rules.Where(v => v.RunKey == old.Key).OrderBy(r => r.Place).Take(Chunk), cancellationToken);
            await ClearAsync(db, db.ClusterMembers.Where(v => v.RunKey == old.Key).OrderBy(m => m.CustomerNo).Take(Chunk), cancellationToken);
            await ClearAsync(db, db.Runs.Where(r => r.Key == old.Key), cancellationToken);
        }
    }

    private static async Task ClearAsync<T>(InsightsDb db, IQueryable<T> rows, CancellationToken cancellationToken)
    {
        int deleted;
        do
        {
            await db.BeginWriteAsync(cancellationToken);
            deleted = await rows.ExecuteDeleteAsync(cancellationToken);
            await db.CommitAsync(cancellationToken);
        }
        while (deleted == Chunk);
    }
}

internal static class RunQueries
{
    /// <summary>The run asked for, or that of the last day, the last made of it; null when there is none. Whoever looks back leaves what is shown of today alone.</summary>
    public static Task<AnalysisRun?> RunAsync(this InsightsDb db, string kind, Guid? id, CancellationToken cancellationToken) =>
        db.Runs.AsNoTracking().Where(r => r.Kind == kind && r.Complete && (id == null || r.Id == id)).OrderByDescending(r => r.AsOf).ThenByDescending(r => r.Key).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Complete runs of values; those under the assumptions of the house come first.</summary>
    public static IOrderedQueryable<AnalysisRun> ValueRuns(this InsightsDb db, Expression<Func<AnalysisRun, bool>> which) =>
        db.Runs.AsNoTracking().Where(r => (r.Kind == RunKinds.Values || r.Kind == RunKinds.SupposedValues) && r.Complete).Where(which).OrderBy(r => r.Kind == RunKinds.Values ? 0 : 1);

    /// <summary>The same of values: runs under the assumptions of the house come before what somebody supposed, which is shown where there are none.</summary>
    public static Task<AnalysisRun?> ValueRunAsync(this InsightsDb db, Guid? id, CancellationToken cancellationToken) =>
        db.ValueRuns(r => id == null || r.Id == id).ThenByDescending(r => r.AsOf).ThenByDescending(r => r.Key).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The one before it in that order.</summary>
    public static Task<AnalysisRun?> RunBeforeAsync(this InsightsDb db, AnalysisRun run, CancellationToken cancellationToken) =>
        db.Runs.AsNoTracking().Where(r => r.Kind == run.Kind && r.Complete && (r.AsOf < run.AsOf || (r.AsOf == run.AsOf && r.Key < run.Key)))
            .OrderByDescending(r => r.AsOf).ThenByDescending(r => r.Key).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The run of a kind that was made last, whatever day it speaks of: it left its mark on customers' classes or zones.</summary>
    public static Task<AnalysisRun?> LastRunAsync(this InsightsDb db, string kind, CancellationToken cancellationToken) =>
        db.Runs.AsNoTracking().Where(r => r.Kind == kind && r.Complete).OrderByDescending(r => r.Key).FirstOrDefaultAsync(cancellationToken);

    public static T ReportAs<T>(this AnalysisRun run) => JsonSerializer.Deserialize<T>(run.Report, Json.Tolerant)!;
}
