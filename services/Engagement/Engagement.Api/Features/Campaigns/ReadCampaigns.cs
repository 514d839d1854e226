using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Campaigns;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Campaigns;

internal static class ReadCampaigns
{
    public static async Task<Results<Ok<CampaignView>, Missing>> OneAsync(Guid id, EngagementDb db, CancellationToken cancellationToken) =>
        await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is { } campaign ? TypedResults.Ok(CampaignView.Of(campaign)) : new Missing("campaign", id);

    public static async Task<Ok<Page<CampaignView>>> ListAsync(
        EngagementDb db, Cursors cursors, CancellationToken cancellationToken, Coded<CampaignState>? state = null, Coded<CampaignChannel>? channel = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"campaigns:{state}:{channel}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var campaigns = db.Campaigns.AsNoTracking();
        if (state is { Value: var wanted }) campaigns = campaigns.Where(c => c.State == wanted);
        if (channel is { Value: var by }) campaigns = campaigns.Where(c => c.Channel == by);
        var rows = await campaigns.Where(c => c.Key < before).OrderByDescending(c => c.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, c => c.Key, CampaignView.Of));
    }

    public static async Task<Results<Ok<Page<CostView>>, Missing>> CostsAsync(
        Guid id, EngagementDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!await db.Campaigns.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("campaign", id);
        var list = $"costs:{id}";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var rows = await db.CampaignCosts.AsNoTracking().Where(c => c.CampaignId == id && c.Key > after).OrderBy(c => c.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, c => c.Key, CostView.Of));
    }

    /// <summary>E10: responses, cost per response and per won deal.</summary>
    public static async Task<Results<Ok<CampaignResultView>, Missing>> ResultAsync(
        Guid id, EngagementDb db, DealDesk deals, IOptions<EngagementOptions> options, CancellationToken cancellationToken)
    {
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign) return new Missing("campaign", id);
        var responses = await db.CampaignMembers.IgnoreQueryFilters().Where(m => m.CampaignId == id).Once(db.CampaignMembers.IgnoreQueryFilters()).GroupBy(m => m.Response)
            .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        var rows = await db.Opportunities.IgnoreQueryFilters().AsNoTracking().Where(o => o.CampaignId == id).Select(o => new { o.State, o.AmountMinor, o.Currency }).ToListAsync(cancellationToken);
        var rates = await deals.RatesAsync(cancellationToken);
        var members = responses.Sum(row => row.Count);
        var responded = responses.Where(row => row.Key is not (null or CampaignResponse.NoAnswer)).Sum(row => row.Count);
        var won = rows.Where(row => row.State == DealState.Won).ToList();
        return TypedResults.Ok(new CampaignResultView(
            members, responded, members == 0 ? null : Math.Round((double)responded / members, 4),
            [.. responses.Where(row => row.Key is not null).OrderBy(row => row.Key).Select(row => new ResponseCount(row.Key!.Value, row.Count))],
            campaign.CostMinor, campaign.Currency, Each(campaign.CostMinor, responded), rows.Count(row => row.State == DealState.Open), won.Count,
            rows.Count(row => row.State == DealState.Lost), won.Sum(row => rates.ToBase(new Money(row.AmountMinor ?? 0, row.Currency), deals.Today) ?? 0),
            options.Value.BaseCurrency, Each(campaign.CostMinor, won.Count)));
    }

    private static long? Each(long cost, int count) => count == 0 ? null : (long)RateTable.DivideHalfAway(cost, count);
}
