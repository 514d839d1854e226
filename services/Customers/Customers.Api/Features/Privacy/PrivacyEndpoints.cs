using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;

namespace CrmPlatform.Customers.Features.Privacy;

internal static class PrivacyEndpoints
{
    public static void MapPrivacy(this RouteGroupBuilder api)
    {
        var customer = api.MapGroup("/customers/{id:guid}").WithTags("Privacy");
        customer.MapGet("/consents", Consents.GetAsync).RequirePermission(Permissions.CustomersRead).WithName("get-consents").WithSummary("What holds per purpose and channel, and all that was said.");
        customer.MapPost("/consents", Consents.SayAsync).RequirePermission(Permissions.CustomersWrite).WithName("record-consent").WithSummary("Records a consent or its withdrawal, with proof.");
        customer.MapPost("/erase", EraseCustomer.HandleAsync).RequirePermission(Permissions.CustomersErase).RequireIfMatch()
            .WithName("erase-customer").WithSummary("Erases the person everywhere; the books stay. Cannot be undone.");
        api.MapPost("/contacts/{id:guid}/erase", EraseContact.HandleAsync).WithTags("Privacy").RequirePermission(Permissions.CustomersErase).RequireIfMatch()
            .WithName("erase-contact").WithSummary("Erases somebody at a customer, also one who was removed before (If-Match: *). Cannot be undone.");

        var exports = api.MapGroup("/privacy/exports").WithTags("Privacy").RequirePermission(Permissions.CustomersErase);
        exports.MapPost("", AccessExport.QueueAsync).WithName("export-held-data").WithSummary("Collects all that is held on a customer across services.");
        exports.MapJobs("privacy-exports", AccessExport.JobKind);
        exports.MapGet("/{id:guid}/report", AccessExport.ReportAsync).WithName("export-held-data-report").WithSummary("Which services have answered.");
        exports.MapGet("/{id:guid}/archive", AccessExport.ArchiveAsync).WithName("export-held-data-archive").WithSummary("The archive, as ZIP of JSON files.");
    }
}
