using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Exports;

/// <summary>An export as it stands in the books.</summary>
/// <param name="By">Token subject of whoever asked for it.</param>
/// <param name="Sensitive">It was asked for with income, funds, health and family.</param>
/// <param name="Columns">Null for all but the sensitive ones.</param>
/// <param name="Rows">How many customers came out; null while it is at work, and where it failed.</param>
public sealed record ExportRecordView(
    Guid Id, string By, string ByName, DateTimeOffset At, ExportFormat Format, CustomerCriteria? Filter, string? Sort, IReadOnlyList<string>? Columns, bool Sensitive, JobState State, long? Rows,
    DateTimeOffset? FinishedAt)
{
    internal static ExportRecordView Of(Job job)
    {
        var (request, report) = (ToldExport.RequestOf(job), ToldExport.ReportOf(job));
        return new ExportRecordView(job.Id, job.CreatedBy, job.CreatedByName, job.CreatedAt, request.Format, request.Filter, request.Sort, request.Columns,
            request.Sensitive || (request.Columns ?? []).Any(ExportColumns.IsSensitive), job.State, report?.Rows, job.FinishedAt);
    }
}

/// <summary>C17: the audit of exports.</summary>
internal static class ListExports
{
    public static async Task<Ok<Page<ExportRecordView>>> HandleAsync(
        CustomersDb db, Caller caller, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var before = cursors.KeyOf(cursor, "exports") ?? long.MaxValue;
        var rows = await db.Set<Job>().AsNoTracking()
            .Where(job => job.Kind == ExportCustomers.JobKind && job.Key < before && (caller.SeesAll || job.CreatedBy == caller.Subject))
            .OrderByDescending(job => job.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, "exports", job => job.Key, ExportRecordView.Of));
    }
}
