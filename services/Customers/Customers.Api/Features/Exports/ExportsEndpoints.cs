using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;

namespace CrmPlatform.Customers.Features.Exports;

internal static class ExportsEndpoints
{
    public static void MapExports(this RouteGroupBuilder api)
    {
        // Both rights: nobody exports what the list would not show.
        var exports = api.MapGroup("/exports").WithTags("Exports").RequirePermission(Permissions.DataExport).RequirePermission(Permissions.CustomersRead);
        exports.MapPost("", ExportCustomers.QueueAsync).WithName("export-customers").WithSummary("Queues an export of customers, with the filters of the list, as CSV or XLSX.");
        exports.MapGet("", ListExports.HandleAsync).WithName("list-exports").WithSummary("Who exported what and when, newest first; your own, or everybody's for whoever sees all.");
        exports.MapJobs("exports", ExportCustomers.JobKind);
        exports.MapGet("/{id:guid}/report", ExportCustomers.ReportAsync).WithName("export-report").WithSummary("How many rows came out, and until when the file is kept.");
        exports.MapGet("/{id:guid}/file", ExportCustomers.DownloadAsync).WithName("export-file").WithSummary("The exported file, for whoever asked for it.");
    }
}
