using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Engagement.Features.Campaigns;

internal static class CampaignsEndpoints
{
    public static void MapCampaigns(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/campaigns").WithTags("Campaigns");
        var read = group.MapGroup("").RequirePermission(Permissions.CampaignsRead);
        read.MapGet("", ReadCampaigns.ListAsync).WithName("list-campaigns").WithSummary("Campaigns, newest first.");
        read.MapGet("/{id:guid}", ReadCampaigns.OneAsync).WithName("get-campaign").WithSummary("One campaign.");
        read.MapGet("/{id:guid}/result", ReadCampaigns.ResultAsync).WithName("campaign-result").WithSummary("Responses, cost per response and per won deal.");
        read.MapGet("/{id:guid}/costs", ReadCampaigns.CostsAsync).WithName("list-campaign-costs").WithSummary("What was spent on a campaign.");
        // X1: everybody sees campaigns, but of their members only the customers one sees anyway.
        read.MapGet("/{id:guid}/members", Members.ListAsync).RequirePermission(Permissions.CustomersRead)
            .WithName("list-campaign-members").WithSummary("Members that you may see, with what they said.");

        var write = group.MapGroup("").RequirePermission(Permissions.CampaignsWrite);
        write.MapPost("", RunCampaign.PlanAsync).WithName("plan-campaign").WithSummary("Plans a campaign.");
        write.MapPut("/{id:guid}", RunCampaign.ReplaceAsync).RequireIfMatch().WithName("replace-campaign").WithSummary("Changes a campaign.");
        write.MapPost("/{id:guid}/start", RunCampaign.StartAsync).RequireIfMatch().WithName("start-campaign").WithSummary("A campaign starts.");
        write.MapPost("/{id:guid}/end", RunCampaign.EndAsync).RequireIfMatch().WithName("end-campaign").WithSummary("A campaign ends with its result.");
        write.MapPost("/{id:guid}/cancel", RunCampaign.CancelAsync).RequireIfMatch().WithName("cancel-campaign").WithSummary("A campaign does not take place.");
        write.MapPost("/{id:guid}/costs", RunCampaign.SpendAsync).WithName("book-campaign-cost").WithSummary("Books a cost.").AgainWhenContended();
        write.MapPost("/{id:guid}/members", Members.AddAsync).WithName("add-campaign-members").WithSummary("Adds customers; who is a member stays one.").AgainWhenContended();
        write.MapPost("/{id:guid}/members/from-segment", Members.FromSegmentAsync).WithName("add-segment-members").WithSummary("Adds the customers of a segment, as a job.");
        group.MapPost("/{id:guid}/members/{customerId:guid}/response", Members.RespondAsync).RequirePermission(Permissions.ActivitiesWrite)
            .WithName("campaign-response").WithSummary("Notes what a member said.").AgainWhenContended();
        group.MapGroup("/member-jobs").RequirePermission(Permissions.CampaignsWrite).MapJobs("campaign-members", SegmentWork.Kind);
    }
}
