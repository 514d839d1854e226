using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Imports;

namespace CrmPlatform.Customers.Features.Imports;

internal static class ImportsEndpoints
{
    public static void MapImports(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/imports").WithTags("Imports").RequirePermission(Permissions.DataImport);
        group.MapImports("imports", alsoKinds: UndoImport.JobKind);
        group.MapPost("/{id:guid}/undo", UndoImport.QueueAsync).WithName("undo-import")
            .WithSummary("Queues the undo of a whole import: what it brought goes, what it changed is restored, what was worked on since is kept and reported.");
        group.MapGet("/{id:guid}/report", UndoImport.ReportAsync).WithName("undo-import-report").WithSummary("What an undo took back and how much it kept; the kept things with the reason stand in its errors.");
    }
}
