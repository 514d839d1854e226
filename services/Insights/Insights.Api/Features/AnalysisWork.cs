using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features;

/// <summary>An analysis as a job: what cannot honestly be computed ends it with the reason in words.</summary>
internal abstract class AnalysisWork<TParameters>(CurrentGeneration current, TimeProvider time) : IJobWork
{
    protected TimeProvider Time => time;

    public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var store = new RunStore(context, current, time);
        try
        {
            var parameters = await store.ReadAsync(async db => (await context.JobAsync(db, cancellationToken)).ParametersAs<TParameters>(), cancellationToken);
            await AnalyseAsync(store, parameters, cancellationToken);
        }
        catch (InsightRefusedException refused)
        {
            throw new JobFailedException(refused.Message);
        }
        catch (AggregateException many) when (many.InnerException is InsightRefusedException refused)
        {
            throw new JobFailedException(refused.Message);
        }
        catch (Exception beyond) when (beyond is OverflowException or AggregateException { InnerException: OverflowException })
        {
            throw new JobFailedException("What was supposed leads to amounts beyond what can be counted; suppose less.");
        }
    }

    protected abstract Task AnalyseAsync(RunStore store, TParameters parameters, CancellationToken cancellationToken);
}

/// <summary>A run of an analysis as a list shows it.</summary>
public sealed record RunView(Guid Id, string Kind, DateOnly AsOf, DateTimeOffset At, string By)
{
    internal static RunView Of(AnalysisRun run) => new(run.Id, run.Kind, run.AsOf, run.At, run.By);
}

internal static class Analyses
{
    public static async Task<Accepted<JobView>> QueueAsync<TParameters>(
        InsightsDb db, string kind, string path, TParameters parameters, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        var job = db.QueueJob(kind, parameters, caller, time, signal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted($"/api/v1/insights/{path}/jobs/{job.Id}", JobView.Of(job));
    }

    /// <summary>404 with what to do about it.</summary>
    public static Missing NotYet(string path, Guid? id) => id is { } given ? new Missing("run", given) : Missing.Saying($"Nothing has been computed here yet. POST /api/v1/insights/{path} computes it.");

    /// <summary>An analysis may look back, but not ahead.</summary>
    public static DateOnly RequirePast(DateOnly? asOf, OrganisationCalendar calendar)
    {
        var today = calendar.Today;
        return asOf is { } day && day > today ? throw InsightRefusedException.OutOfRange("asOf", $"{day:yyyy-MM-dd}", $"a day up to {today:yyyy-MM-dd}") : asOf ?? today;
    }

    public static async Task<Ok<Page<RunView>>> ListAsync(InsightsDb db, CancellationToken cancellationToken, params string[] kinds) =>
        TypedResults.Ok(Page.Whole<RunView>([.. (await db.Runs.AsNoTracking().Where(r => EF.Parameter(kinds).Contains(r.Kind) && r.Complete).OrderByDescending(r => r.Key).ToListAsync(cancellationToken)).Select(RunView.Of)]));
}
