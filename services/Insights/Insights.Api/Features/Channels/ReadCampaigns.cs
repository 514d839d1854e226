using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Channels;

/// <param name="Responses">Members whose last word was a response; <paramref name="ResponseRate"/> is null without members.</param>
/// <param name="Cost">In the campaign's <paramref name="Currency"/>, as the cost per result is; won amounts are in <paramref name="BaseCurrency"/>.</param>
/// <param name="Leads">Leads that named the campaign, and of those who became customers.</param>
/// <param name="CostPerLead">As <paramref name="CostPerConverted"/> and <paramref name="CostPerWon"/>: null without a result, and for callers who see the results of some only, for the cost was for all of them.</param>
public sealed record CampaignView(
    Guid CampaignId, string Name, string Channel, string State, int Members, int Responses, EstimateView? ResponseRate, int Deals, int Won, decimal WonAmount, string BaseCurrency,
    decimal Budget, decimal Cost, string Currency, decimal? CostPerResponse, decimal? CostPerWon,
    long Leads, long Converted, EstimateView? LeadConversion, decimal? CostPerLead, decimal? CostPerConverted);

/// <summary>The campaigns of one channel and currency together.</summary>
public sealed record CampaignChannelView(
    string Channel, int Campaigns, int Members, int Responses, EstimateView? ResponseRate, int Deals, int Won, decimal WonAmount, string BaseCurrency,
    decimal Cost, string Currency, decimal? CostPerResponse, decimal? CostPerWon,
    long Leads, long Converted, EstimateView? LeadConversion, decimal? CostPerLead, decimal? CostPerConverted);

public sealed record CampaignDealView(
    Guid OpportunityId, Guid? CustomerId, string? CustomerName, string OwnerId, string Team, string State, decimal Amount, string Currency, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt);

/// <param name="Response">The last the member said.</param>
public sealed record ResponseView(Guid? CustomerId, string? CustomerName, string Response, DateTimeOffset At);

/// <summary>I11: what campaigns brought and what a result cost.</summary>
internal static class ReadCampaigns
{
    public static async Task<Ok<Page<CampaignView>>> HandleAsync(
        InsightsDb db, Cursors cursors, IOptions<InsightsOptions> options, CancellationToken cancellationToken, [StringLength(60)] string? channel = null, [StringLength(3)] string? currency = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"campaigns:{channel}:{currency}";
        var after = cursors.Read<Place<DateOnly?>>(cursor, list);
        var wanted = db.Campaigns.AsNoTracking();
        if (channel is not null) wanted = wanted.Where(c => c.Channel == channel);
        if (currency is not null) wanted = wanted.Where(c => c.Currency == currency);
        if (after is { Value: { } day }) wanted = wanted.Where(c => c.StartsOn <= day || c.StartsOn == null);
        else if (after is not null) wanted = wanted.Where(c => c.StartsOn == null);
        var campaigns = await wanted.OrderByDescending(c => c.StartsOn).ThenBy(c => c.Name).ThenBy(c => c.Id).Skip(after?.Seen ?? 0).Take(limit + 1).ToListAsync(cancellationToken);
        var results = await CampaignResults.OfAsync(db, campaigns, cancellationToken);
        return TypedResults.Ok(cursors.PageByPlace(campaigns, limit, list, after, c => c.StartsOn, c => View(c, results, options.Value.BaseCurrency, db.ReachesAll)));
    }

    /// <summary>By the way campaigns reached people, and by the currency they cost: money of two is not added up.</summary>
    public static async Task<Ok<Page<CampaignChannelView>>> SummaryAsync(InsightsDb db, IOptions<InsightsOptions> options, CancellationToken cancellationToken)
    {
        var campaigns = await db.Campaigns.AsNoTracking().ToListAsync(cancellationToken);
        var results = await CampaignResults.OfAsync(db, campaigns, cancellationToken);
        return TypedResults.Ok(Page.Whole<CampaignChannelView>([.. campaigns.GroupBy(c => (c.Channel, c.Currency))
            .OrderBy(same => same.Key.Channel, StringComparer.Ordinal).ThenBy(same => same.Key.Currency, StringComparer.Ordinal)
            .Select(same => Sum(same.Key.Channel, same.Key.Currency, [.. same], results, options.Value.BaseCurrency, db.ReachesAll))]));
    }

    /// <summary>The deals behind a campaign's figures, as far as the caller's right reaches.</summary>
    public static async Task<Results<Ok<Page<CampaignDealView>>, Missing>> DealsAsync(
        Guid id, InsightsDb db, Cursors cursors, IOptions<InsightsOptions> options, CancellationToken cancellationToken,
        [StringLength(60)] string? state = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign) return new Missing("campaign", id);
        var list = $"campaign-deals:{id}:{state}";
        var after = cursors.Read<Place<DateTimeOffset>>(cursor, list);
        var deals = await CampaignResults.DealsAsync(db, campaign, cancellationToken);
        if (state is not null) deals = deals.Where(o => o.State == state);
        if (after is not null) deals = deals.Where(o => o.CreatedAt >= after.Value);
        var rows = await deals.OrderBy(o => o.CreatedAt).ThenBy(o => o.Id).Skip(after?.Seen ?? 0).Take(limit + 1).ToListAsync(cancellationToken);
        var names = await db.NamesAsync(rows.Select(deal => deal.CustomerNo).OfType<long>(), cancellationToken);
        var currency = options.Value.BaseCurrency;
        return TypedResults.Ok(cursors.PageByPlace(rows, limit, list, after, deal => deal.CreatedAt, deal =>
        {
            (Guid Id, string Name)? customer = deal.CustomerNo is { } no && names.TryGetValue(no, out var named) ? named : null;
            return new CampaignDealView(deal.Id, customer?.Id, customer?.Name, deal.OwnerId, deal.Team, deal.State, Money.ToMajor(deal.Amount, currency), currency, deal.CreatedAt, deal.ClosedAt);
        }));
    }

    public static async Task<Results<Ok<Page<ResponseView>>, Missing>> ResponsesAsync(
        Guid id, InsightsDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!await db.Campaigns.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("campaign", id);
        var list = $"responses:{id}";
        var after = cursors.Read<Place<DateTimeOffset>>(cursor, list);
        var rows = (await CampaignResults.LastWordsAsync(db, [id], cancellationToken))[id].Where(r => after is null || r.At >= after.Value)
            .OrderBy(r => r.At).ThenBy(r => r.Id).Skip(after?.Seen ?? 0).Take(limit + 1).ToList();
        // Who responded is shown to whom may see the customer; that somebody did, to all.
        var seen = await db.NamesAsync(rows.Select(r => r.CustomerNo).OfType<long>(), cancellationToken, db.Reached);
        return TypedResults.Ok(cursors.PageByPlace(rows, limit, list, after, r => r.At, r =>
        {
            (Guid Id, string Name)? customer = r.CustomerNo is { } no && seen.TryGetValue(no, out var named) ? named : null;
            return new ResponseView(customer?.Id, customer?.Name, r.Response, r.At);
        }));
    }

    private static CampaignView View(CampaignRow c, CampaignResults results, string baseCurrency, bool seesAll)
    {
        var sum = Sum(c.Channel, c.Currency, [c], results, baseCurrency, seesAll);
        return new CampaignView(c.Id, c.Name, c.Channel, c.State, c.Members, sum.Responses, sum.ResponseRate, sum.Deals, sum.Won, sum.WonAmount, baseCurrency,
            Money.ToMajor(c.Budget, c.Currency), sum.Cost, c.Currency, sum.CostPerResponse, sum.CostPerWon, sum.Leads, sum.Converted, sum.LeadConversion,
            sum.CostPerLead, sum.CostPerConverted);
    }

    private static CampaignChannelView Sum(string channel, string currency, CampaignRow[] campaigns, CampaignResults results, string baseCurrency, bool seesAll)
    {
        var (members, responses) = (campaigns.Sum(c => c.Members), campaigns.Sum(c => results.Responses[c.Id].Count()));
        var deals = campaigns.SelectMany(c => results.Deals[c.Id]).ToList();
        var leads = campaigns.Aggregate(default(LeadCounts), (counts, c) => counts + results.Leads.GetValueOrDefault(c.Id));
        var won = deals.Where(deal => deal.State == "won").ToList();
        var cost = campaigns.Sum(c => c.Cost);
        decimal? Per(long count) => count == 0 ? null : Math.Round(Money.ToMajor(cost, currency) / count, Money.Decimals(currency), MidpointRounding.AwayFromZero);
        return new CampaignChannelView(channel, campaigns.Length, members, responses, members == 0 ? null : EstimateView.Of(Intervals.Wilson(Math.Min(responses, members), members)),
            deals.Count, won.Count, Money.ToMajor(won.Sum(deal => deal.Amount), baseCurrency), baseCurrency, Money.ToMajor(cost, currency), currency, Per(responses), seesAll ? Per(won.Count) : null,
            leads.Received, leads.Converted, leads.Received == 0 ? null : EstimateView.Of(Intervals.Wilson((int)leads.Converted, (int)leads.Received)),
            seesAll ? Per(leads.Received) : null, seesAll ? Per(leads.Converted) : null);
    }
}
