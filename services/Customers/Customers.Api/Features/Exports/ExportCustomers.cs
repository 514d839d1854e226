using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Exports;

public enum ExportFormat
{
    [Names("CSV", "CSV", "CSV")] Csv,
    [Names("Workbook (XLSX)", "工作簿 (XLSX)", "活頁簿 (XLSX)")] Xlsx,
}

/// <summary>What to export, as a list of customers would be asked for it.</summary>
/// <param name="Filter">As the list takes it; all customers when left out.</param>
/// <param name="Sort">As the list takes it; the oldest first when left out.</param>
/// <param name="Columns">Which columns, in this order; all but the sensitive ones when left out.</param>
/// <param name="Sensitive">With income, funds, health and family, for whoever may see them; each customer's is noted as read.</param>
public sealed record ExportRequest(
    ExportFormat Format = ExportFormat.Csv, CustomerCriteria? Filter = null, string? Sort = null, IReadOnlyList<string>? Columns = null, bool Sensitive = false);

/// <summary>What the job of an export was asked to do; how far its asker sees sensitive fields is as it was then.</summary>
internal sealed record ExportParameters(ExportRequest Request, RowScope SensitiveReach);

/// <summary>What came out.</summary>
public sealed record ExportReport(ExportFormat Format, long Rows, long Bytes, DateTimeOffset ExpiresAt);

/// <summary>C17: queues an export, which is a right of its own; who exported what and when stays written down as its job.</summary>
internal static class ExportCustomers
{
    public const string JobKind = PersonalFiles.ExportJob;

    public static async Task<Results<Accepted<JobView>, Invalid, Denied>> QueueAsync(
        ExportRequest request, CustomersDb db, FieldRegister register, CallerAccessor accessor, TimeProvider time, JobSignal signal, IOptions<CustomersOptions> options, CancellationToken cancellationToken)
    {
        if (!CustomerOrder.IsKnown(request.Sort)) return new Invalid("sort", $"One of these is expected: {string.Join(", ", CustomerOrder.Names)}.");
        if (CriteriaForm.Check(request.Filter, "filter", register, options.Value.Region) is { } wrong) return new Invalid(wrong);
        var known = ExportColumns.All(register).Select(column => column.Name).ToHashSet();
        if (request.Columns is { } wanted && (wanted.Count == 0 || wanted.FirstOrDefault(name => !known.Contains(name)) is not null || wanted.Distinct().Count() < wanted.Count))
            return new Invalid("columns", $"Each once of these is expected: {string.Join(", ", known)}.", "export.columns");
        var reach = accessor.ReachOf(Permissions.CustomersSensitive);
        var sensitive = request.Sensitive || (request.Columns ?? []).Any(ExportColumns.IsSensitive);
        if (sensitive && reach == RowScope.None)
            return new Denied("export.sensitive", $"Income, funds, health and family need the right {Permissions.CustomersSensitive}; ask for the export without them.");
        var job = db.QueueJob(JobKind, new ExportParameters(request, sensitive ? reach : RowScope.None), accessor.Caller, time, signal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted($"/api/v1/exports/{job.Id}", JobView.Of(job));
    }

    public static async Task<Results<Ok<ExportReport>, Missing>> ReportAsync(Guid id, CustomersDb db, Caller caller, CancellationToken cancellationToken) =>
        await FindAsync(db, caller, id, cancellationToken) is { } job && ToldExport.ReportOf(job) is { } report ? TypedResults.Ok(report) : new Missing("finished export", id);

    public static async Task<Results<FileStreamHttpResult, Missing, Refused, Denied>> DownloadAsync(
        Guid id, CustomersDb db, ServiceDefaults.Files.IFileStore files, Caller caller, TimeProvider time, IOptions<CustomersOptions> options, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, caller, id, cancellationToken) is not { } job) return new Missing("export", id);
        // What one may see, another may not: the file is its asker's alone.
        if (job.CreatedBy != caller.Subject) return new Denied("export.not-yours", "Only whoever asked for an export may take its file; ask for one of your own.");
        if (!job.IsFinished) return new Refused("export.not-finished", "The export is still at work.");
        if (ToldExport.ReportOf(job) is not { } report) return new Refused("export.failed", "The export did not come to its end; there is no file.");
        if (time.GetUtcNow() >= report.ExpiresAt || !files.Exists(PersonalFiles.Export(id)))
            return new Refused("export.expired", $"An exported file is kept for {options.Value.ExportKeptFor.TotalHours:0} hours, and not beyond the erasure of a person; export again.");
        var (type, ending) = report.Format == ExportFormat.Csv ? ("text/csv; charset=utf-8", "csv") : ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
        return TypedResults.Stream(files.OpenRead(PersonalFiles.Export(id)), type, $"customers-{job.CreatedAt:yyyyMMdd-HHmmss}.{ending}");
    }

    private static Task<Job?> FindAsync(CustomersDb db, Caller caller, Guid id, CancellationToken cancellationToken) =>
        db.Set<Job>().AsNoTracking().SingleOrDefaultAsync(job => job.Id == id && job.Kind == JobKind && (caller.SeesAll || job.CreatedBy == caller.Subject), cancellationToken);
}
