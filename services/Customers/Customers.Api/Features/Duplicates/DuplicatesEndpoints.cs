using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;

namespace CrmPlatform.Customers.Features.Duplicates;

internal static class DuplicatesEndpoints
{
    public static void MapDuplicates(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/duplicates").WithTags("Duplicates").RequirePermission(Permissions.CustomersMerge);
        group.MapGet("", ListDuplicates.HandleAsync).WithName("list-duplicates").WithSummary("Pairs of files that may be the same customer, the most alike first.");
        group.MapPost("/{id:guid}/dismiss", DismissDuplicate.HandleAsync).RequireIfMatch().WithName("dismiss-duplicate").WithSummary("Says that the two are not the same.");
        var scan = group.MapGroup("/scan");
        scan.MapPost("", ScanForDuplicates.QueueAsync).WithName("scan-duplicates").WithSummary("Looks through all stored files by a job.");
        scan.MapJobs("duplicate-scan", ScanForDuplicates.JobKind);
        api.MapGet("/customers/{id:guid}/duplicates", ListDuplicates.OfOneAsync).RequirePermission(Permissions.CustomersRead).WithTags("Duplicates")
            .WithName("customer-duplicates").WithSummary("What looks like this customer now.");
    }
}
