using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Imports;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Imports;

/// <summary>What the job of an undo was asked to do.</summary>
internal sealed record ImportUndoParameters(Guid ImportId, long ImportKey);

/// <summary>How an undo ended; what was kept and why stands in the job's file of refused rows.</summary>
public sealed record ImportUndoReport(Guid ImportId, long CustomersRemoved, long CustomersRestored, long OrdersWithdrawn, long LinesWithdrawn, long Kept, long ProductsRemoved);

/// <summary>C17: queues the undo of a whole import. Asked for again while it runs, it is the same job; asked for later, it looks anew at what was kept.</summary>
internal static class UndoImport
{
    public const string JobKind = "import-undo";

    public static async Task<Results<Accepted<JobView>, Missing, Refused>> QueueAsync(
        Guid id, CustomersDb db, ServiceDbAccessor accessor, Caller caller, TimeProvider time, JobSignal signal, IOptions<CustomersOptions> options, CancellationToken cancellationToken)
    {
        if (await JobEndpoints.FindAsync(accessor, caller, [ImportEndpoints.JobKind], id, cancellationToken) is not { } import) return new Missing("import", id);
        if (!import.IsFinished) return new Refused("import.not-finished", "The import is still at work; cancel it first, or wait for its end.");
        if (import.FinishedAt < time.GetUtcNow() - options.Value.ImportUndoWindow)
            return new Refused("import.too-old", $"An import can be undone within {options.Value.ImportUndoWindow.TotalDays:0} days; this one ended on {import.FinishedAt:yyyy-MM-dd}.");
        var name = id.ToString();
        var running = await db.Set<Job>().AsNoTracking()
            .Where(job => job.Kind == JobKind && (job.State == JobState.Queued || job.State == JobState.Running) && job.Parameters.Contains(name)).FirstOrDefaultAsync(cancellationToken);
        if (running is not null) return At(running);
        if (!await db.ImportMarks.AnyAsync(mark => mark.JobKey == import.Key, cancellationToken))
            return new Refused("import.nothing-to-undo", "Of this import nothing is left that could be undone: it changed nothing, or has been undone already.");
        var undo = db.QueueJob(JobKind, new ImportUndoParameters(id, import.Key), caller, time, signal);
        await db.SaveChangesAsync(cancellationToken);
        return At(undo);
    }

    public static async Task<Results<Ok<ImportUndoReport>, Missing>> ReportAsync(Guid id, ServiceDbAccessor accessor, Caller caller, CancellationToken cancellationToken) =>
        await JobEndpoints.FindAsync(accessor, caller, [JobKind], id, cancellationToken) is { } job && job.ResultAs<ImportUndoReport>() is { } report
            ? TypedResults.Ok(report)
            : new Missing("finished undo of an import", id);

    private static Accepted<JobView> At(Job undo) => TypedResults.Accepted($"/api/v1/imports/{undo.Id}", JobView.Of(undo));
}
