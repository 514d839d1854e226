using CrmPlatform.Service.Data;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Service.Features.Imports;

/// <summary>A complaint of a bulk that was refused.</summary>
public sealed record RefusedComplaint(int Index, string ExternalId, string Field, string Code, string Detail);

/// <summary>S1: bulk intake as JSON, in a job that survives a kill.</summary>
internal static class ImportComplaints
{
    public const string JobKind = "complaints-bulk";

    public static async Task<Results<Accepted<JobView>, Invalid>> QueueAsync(
        ImportComplaintsRequest request, ComplaintsDb db, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        var job = db.QueueJob(JobKind, request, caller, time, signal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted($"/api/v1/complaints/imports/json/{job.Id}", JobView.Of(job));
    }

    /// <summary>The complaints that were refused; complete once the job has ended.</summary>
    public static async Task<Results<Ok<Page<RefusedComplaint>>, Missing>> RefusedAsync(Guid id, ServiceDbAccessor accessor, Caller caller, CancellationToken cancellationToken)
    {
        var job = await JobEndpoints.FindAsync(accessor, caller, [JobKind], id, cancellationToken);
        return job is null ? new Missing("job", id) : TypedResults.Ok(Page.Whole<RefusedComplaint>(job.CheckpointAs<Progress>()?.Refused ?? []));
    }

    internal sealed record Progress(int Done, int Created, IReadOnlyList<RefusedComplaint> Refused);

    internal sealed class Work(TimeProvider time) : IJobWork
    {
        private const int Chunk = 200;

        public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
        {
            while (true)
            {
                await using var scope = context.NewScope();
                var db = scope.ServiceProvider.GetRequiredService<ComplaintsDb>();
                var job = await context.JobAsync(db, cancellationToken);
                var all = job.ParametersAs<ImportComplaintsRequest>().Complaints;
                var progress = job.CheckpointAs<Progress>() ?? new Progress(0, 0, []);
                if (progress.Done >= all.Count)
                {
                    job.Succeed(new { created = progress.Created }, time.GetUtcNow());
                    await db.SaveChangesAsync(cancellationToken);
                    return;
                }
                var piece = all.Skip(progress.Done).Take(Chunk).ToList();
                var (faults, created, _) = await scope.ServiceProvider.GetRequiredService<ComplaintWriter>().WriteAsync(piece, cancellationToken);
                var refused = faults.Index().Where(item => item.Item is not null).Select(item => new RefusedComplaint(
                    progress.Done + item.Index, piece[item.Index].ExternalId, item.Item!.Field, item.Item.Code, item.Item.Message));
                var next = new Progress(progress.Done + piece.Count, progress.Created + created, [.. progress.Refused, .. refused]);
                job.Advance(next, next.Done, next.Done - next.Refused.Count, next.Refused.Count, next.Done * 100 / all.Count);
                await db.SaveChangesAsync(cancellationToken);
            }
        }
    }
}
