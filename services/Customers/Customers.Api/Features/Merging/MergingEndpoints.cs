using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Merging;

internal static class MergingEndpoints
{
    public static void MapMerging(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/customers/{id:guid}/merge").WithTags("Duplicates").RequirePermission(Permissions.CustomersMerge);
        group.MapPost("", MergeCustomers.HandleAsync).RequireIfMatch().WithName("merge-customers").WithSummary("Merges another file into this one, field by field.");
        group.MapGet("", UndoMerge.ListAsync).WithName("list-merges").WithSummary("What was merged into this customer, newest first.");
        group.MapPost("/{mergeId:guid}/undo", UndoMerge.HandleAsync).RequireIfMatch().WithName("undo-merge").WithSummary("Takes a merge back within 30 days.");
    }
}
