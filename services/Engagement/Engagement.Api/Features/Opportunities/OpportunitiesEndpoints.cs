using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Opportunities;

internal static class OpportunitiesEndpoints
{
    public static void MapOpportunities(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/opportunities").WithTags("Opportunities").NameCustomers<OpportunityView>();
        var read = group.MapGroup("").RequirePermission(Permissions.OpportunitiesRead);
        read.MapGet("", ReadOpportunities.ListAsync).WithName("list-opportunities").WithSummary("Opportunities, newest first.");
        read.MapGet("/{id:guid}", ReadOpportunities.OneAsync).WithName("get-opportunity").WithSummary("One opportunity with every stage it entered.");
        read.MapGet("/{id:guid}/history", ReadOpportunities.HistoryAsync).WithName("opportunity-history").WithSummary("Who changed what in an opportunity.");

        var write = group.MapGroup("").RequirePermission(Permissions.OpportunitiesWrite);
        write.MapPost("", OpenOpportunity.HandleAsync).WithName("open-opportunity").WithSummary("Opens an opportunity.");
        write.MapPut("/{id:guid}", OpenOpportunity.ReplaceAsync).RequireIfMatch().WithName("replace-opportunity").WithSummary("Replaces what is written about an opportunity.");
        write.MapPatch("/{id:guid}", OpenOpportunity.PatchAsync).RequireIfMatch().WithName("patch-opportunity").WithSummary("Changes an opportunity (JSON Merge Patch).");
        write.MapPost("/{id:guid}/stage", MoveOpportunity.HandleAsync).RequireIfMatch().WithName("move-opportunity").WithSummary("Moves an opportunity to another stage, or to an end.");
    }
}
