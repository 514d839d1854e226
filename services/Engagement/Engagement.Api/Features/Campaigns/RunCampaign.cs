using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Campaigns;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Campaigns;

/// <summary>E10: a campaign is planned, started, ended; its costs are booked.</summary>
internal static class RunCampaign
{
    public static async Task<Results<Created<CampaignView>, Invalid>> PlanAsync(
        CampaignRequest request, EngagementDb db, DealDesk deals, ColleagueDesk colleagues, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var (plan, wrong) = await ReadAsync(request, null, deals, colleagues, caller, cancellationToken);
        if (plan is null) return new Invalid(wrong!);
        var campaign = Campaign.Plan(plan, caller.Subject, time.GetUtcNow());
        db.Campaigns.Add(campaign);
        db.Tell(campaign);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/campaigns/{campaign.Id}", CampaignView.Of(campaign));
    }

    public static async Task<Results<Ok<CampaignView>, Missing, Invalid, Refused, Stale>> ReplaceAsync(
        Guid id, CampaignRequest request, IfMatch ifMatch, EngagementDb db, DealDesk deals, ColleagueDesk colleagues, Caller caller, CancellationToken cancellationToken)
    {
        var present = await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        var (plan, wrong) = await ReadAsync(request, present, deals, colleagues, caller, cancellationToken);
        if (plan is null) return new Invalid(wrong!);
        return await ChangeAsync(id, ifMatch, db, campaign => campaign.Change(plan), cancellationToken);
    }

    public static Task<Results<Ok<CampaignView>, Missing, Invalid, Refused, Stale>> StartAsync(Guid id, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, campaign => campaign.Start(), cancellationToken);

    public static Task<Results<Ok<CampaignView>, Missing, Invalid, Refused, Stale>> EndAsync(Guid id, EndCampaignRequest? request, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, campaign => campaign.End(request?.Result), cancellationToken);

    public static Task<Results<Ok<CampaignView>, Missing, Invalid, Refused, Stale>> CancelAsync(Guid id, EndCampaignRequest? request, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken) =>
        ChangeAsync(id, ifMatch, db, campaign => campaign.Cancel(request?.Result), cancellationToken);

    /// <summary>A cost is an appended fact; nobody needs to say which version of the campaign was seen.</summary>
    public static async Task<Results<Created<CostView>, Missing, Invalid>> SpendAsync(
        Guid id, CostRequest request, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Campaigns.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign) return new Missing("campaign", id);
        var now = time.GetUtcNow();
        // It counts at once; what is only planned is the budget's.
        if ((Moments.HappenedOn("on", request.On, now) ?? campaign.Spend(request.AmountMinor)) is { } refusal) return new Invalid(refusal);
        var cost = CampaignCost.Book(id, request.Text.Trim(), request.AmountMinor, request.On, caller.Subject, now);
        db.CampaignCosts.Add(cost);
        db.Tell(campaign);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/campaigns/{id}/costs", CostView.Of(cost));
    }

    private static async Task<Results<Ok<CampaignView>, Missing, Invalid, Refused, Stale>> ChangeAsync(
        Guid id, IfMatch ifMatch, EngagementDb db, Func<Campaign, Refusal?> change, CancellationToken cancellationToken)
    {
        if (await db.Campaigns.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign) return new Missing("campaign", id);
        if (!ifMatch.Matches(campaign)) return new Stale(campaign.Version);
        if (change(campaign) is { } refusal) return new Refused(refusal);
        db.Tell(campaign);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CampaignView.Of(campaign));
    }

    private static async Task<(CampaignPlan? Plan, Refusal? Refusal)> ReadAsync(
        CampaignRequest request, Campaign? present, DealDesk deals, ColleagueDesk colleagues, Caller caller, CancellationToken cancellationToken)
    {
        if (request.StartsOn > request.EndsOn) return (null, Refusal.Invalid("endsOn", "campaign.ends-before-start", "It ends before it starts."));
        if (request.Currency != present?.Currency && await deals.CheckCurrencyAsync(request.Currency, cancellationToken) is { } noRate) return (null, noRate);
        var owner = request.OwnerId ?? present?.OwnerId ?? caller.Subject;
        if (owner != present?.OwnerId && (await colleagues.ResolveAsync(owner, "ownerId", "none", cancellationToken)).Refusal is { } unknown) return (null, unknown);
        return (new CampaignPlan(request.Name.Trim(), request.Goal.Trim(), request.Channel, request.BudgetMinor, request.Currency, request.StartsOn, request.EndsOn, request.Notes, owner), null);
    }
}
