using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Imports;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.AspNetCore.Mvc;

namespace CrmPlatform.Service.Features.Imports;

internal static class ImportsEndpoints
{
    public static void AddComplaintImports(this WebApplicationBuilder builder)
    {
        builder.AddImports();
        builder.Services.AddSingleton<IImportKind, ComplaintImport>();
        builder.Services.AddScoped<ComplaintWriter>();
        builder.Services.AddJob<ImportComplaints.Work>(ImportComplaints.JobKind);
    }

    /// <summary>
    /// A file (multipart) and JSON come to the same path; what the request says it is decides. One that says nothing is for the first of
    /// them: between two equals the router would decide for neither.
    /// </summary>
    public static void MapComplaintImports(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/complaints/imports").WithTags("Imports").RequirePermission(Permissions.DataImport);
        group.MapImports("complaints", ComplaintImport.KindName);
        group.MapPost("", ImportComplaints.QueueAsync).Accepts<ImportComplaintsRequest>("application/json").WithMetadata(new RequestSizeLimitAttribute(32 * 1024 * 1024)).WithOrder(1)
            .WithName("complaints-import-json").WithSummary("Queues the import of up to 5000 complaints as JSON.");
        var bulk = api.MapGroup("/complaints/imports/json").WithTags("Imports").RequirePermission(Permissions.DataImport);
        bulk.MapJobs("complaints-json", ImportComplaints.JobKind);
        bulk.MapGet("/{id:guid}/refused", ImportComplaints.RefusedAsync).WithName("refused-complaints").WithSummary("The complaints that were refused, with the reason.");
    }
}
