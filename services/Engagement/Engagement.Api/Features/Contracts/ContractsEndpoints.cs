using CrmPlatform.Engagement.Data;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Contracts;

internal static class ContractsEndpoints
{
    public static void MapContracts(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/contracts").WithTags("Contracts").NameCustomers<ContractView>();
        group.MapGet("", ListAsync).RequirePermission(Permissions.OpportunitiesRead).WithName("list-contracts").WithSummary("Contracts of an opportunity or customer.");
        group.MapGet("/{id:guid}", OneAsync).RequirePermission(Permissions.OpportunitiesRead).WithName("get-contract").WithSummary("One contract with its terms and delivery.");
        var write = group.MapGroup("").RequirePermission(Permissions.OpportunitiesWrite);
        write.MapPost("", DraftContract.HandleAsync).WithName("draft-contract").WithSummary("Drafts the contract of an opportunity.").AgainWhenContended();
        write.MapPut("/{id:guid}", DraftContract.ReplaceAsync).RequireIfMatch().WithName("replace-contract").WithSummary("Changes number or amount of an unsigned contract, which follows the currency of its opportunity.");
        write.MapPut("/{id:guid}/terms/{term}", DraftContract.WordAsync).RequireIfMatch().WithName("word-contract-term").WithSummary("Words a necessary term.");
        write.MapPost("/{id:guid}/terms/{term}/confirm", DraftContract.ConfirmAsync).RequireIfMatch().WithName("confirm-contract-term").WithSummary("Confirms one necessary term.");
        write.MapPost("/{id:guid}/sign", SignContract.HandleAsync).RequireIfMatch().WithName("sign-contract").WithSummary("Signs a contract whose terms are confirmed.");
        write.MapPut("/{id:guid}/delivery", Deliver.PlanAsync).RequireIfMatch().WithName("plan-delivery").WithSummary("Plans the phases of delivery; of one under way only whoever is responsible changes, and one that is done stays.");
        write.MapPost("/{id:guid}/delivery/{key}/begin", Deliver.BeginAsync).RequireIfMatch().WithName("begin-delivery-phase").WithSummary("A phase of delivery begins.");
        write.MapPost("/{id:guid}/delivery/{key}/finish", Deliver.FinishAsync).RequireIfMatch().WithName("finish-delivery-phase").WithSummary("A phase of delivery is done.");
        write.MapPut("/{id:guid}/review", Deliver.ReviewAsync).RequireIfMatch().WithName("review-delivery").WithSummary("The review at the end of delivery.");
    }

    private static async Task<Results<Ok<ContractView>, Missing>> OneAsync(Guid id, EngagementDb db, CancellationToken cancellationToken) =>
        await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is { } contract ? TypedResults.Ok(ContractView.Of(contract)) : new Missing("contract", id);

    private static async Task<Ok<Page<ContractView>>> ListAsync(
        EngagementDb db, Cursors cursors, CancellationToken cancellationToken, Guid? opportunityId = null, Guid? customerId = null, bool? signed = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"contracts:{opportunityId}:{customerId}:{signed}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var contracts = db.Contracts.AsNoTracking();
        if (opportunityId is not null) contracts = contracts.Where(c => c.OpportunityId == opportunityId);
        if (customerId is { } asked && await db.NowAsync(asked, cancellationToken) is var customer) contracts = contracts.Where(c => c.CustomerId == customer);
        if (signed is not null) contracts = contracts.Where(c => c.SignedAt != null == signed);
        var rows = await contracts.Where(c => c.Key < before).OrderByDescending(c => c.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, c => c.Key, ContractView.Of));
    }
}
