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

/// <param name="Responses">Of all members; <paramref name="ResponseRate"/> is null without members.</param>
/// <param name="Cost">In the campaign's <paramref name="Currency"/>, as the cost per result is; won amounts are in <paramref name="BaseCurrency"/>.</param>
public sealed record CampaignView(
    Guid CampaignId, string Name, string Channel, string State, int Members, int Responses, EstimateView? ResponseRate, int Deals, int Won, decimal WonAmount, string BaseCurrency,
    decimal Budget, decimal Cost, string Currency, decimal? CostPerResponse, decimal? CostPerWon);

public sealed record ResponseView(Guid? CustomerId, string? CustomerName, string Response, DateTimeOffset At);

/// <summary>I11: what campaigns brought and what a result cost.</summary>
internal static class ReadCampaigns
{
    public static async Task<Ok<Page<CampaignView>>> HandleAsync(
        InsightsDb db, Cursors cursors, IOptions<InsightsOptions> options, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        const string list = "campaigns";
        var done = (int)(cursors.KeyOf(cursor, list) ?? 0);
        var campaigns = (await db.Campaigns.AsNoTracking().OrderByDescending(c => c.StartsOn).ThenBy(c => c.Name).ThenBy(c => c.Id).Skip(done).Take(limit + 1).ToListAsync(cancellationToken))
            .Select((c, i) => (Campaign: c, Place: done + i + 1L)).ToList();
        var (ids, names) = (campaigns.Select(c => c.Campaign.Id).ToArray(), campaigns.Select(c => c.Campaign.Name).ToArray());
        var responses = await db.Responses.AsNoTracking().Where(r => ids.Contains(r.CampaignId)).GroupBy(r => r.CampaignId)
            .Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(r => r.Key, r => r.Count, cancellationToken);
        var deals = (await db.Opportunities.AsNoTracking().Where(o => o.Campaign != null && names.Contains(o.Campaign)).Select(o => new { o.Campaign, o.State, o.Amount }).ToListAsync(cancellationToken))
            .ToLookup(o => o.Campaign!, o => (o.State, o.Amount));
        return TypedResults.Ok(cursors.PageByKey(campaigns, limit, list, c => c.Place,
            c => View(c.Campaign, responses.GetValueOrDefault(c.Campaign.Id), [.. deals[c.Campaign.Name]], options.Value.BaseCurrency)));
    }

    public static async Task<Results<Ok<Page<ResponseView>>, Missing>> ResponsesAsync(
        Guid id, InsightsDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!await db.Campaigns.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("campaign", id);
        var list = $"responses:{id}";
        var done = (int)(cursors.KeyOf(cursor, list) ?? 0);
        var rows = (await db.Responses.AsNoTracking().Where(r => r.CampaignId == id).OrderBy(r => r.At).ThenBy(r => r.Id).Skip(done).Take(limit + 1).ToListAsync(cancellationToken))
            .Select((row, i) => (Row: row, Place: done + i + 1L)).ToList();
        // Who responded is shown to whom may see the customer; that somebody did, to all.
        var numbers = rows.Select(r => r.Row.CustomerNo).OfType<long>().ToArray();
        var seen = await db.Customers.AsNoTracking().Where(c => EF.Parameter(numbers).Contains(c.No)).ToDictionaryAsync(c => c.No, cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, r => r.Place, r =>
        {
            var customer = r.Row.CustomerNo is { } no ? seen.GetValueOrDefault(no) : null;
            return new ResponseView(customer?.Id, customer?.Name, r.Row.Response, r.Row.At);
        }));
    }

    private static CampaignView View(CampaignRow c, int responses, List<(string State, long Amount)> deals, string baseCurrency)
    {
        var won = deals.Where(d => d.State == "won").ToList();
        decimal? Per(int results) => results == 0 ? null : Math.Round(Money.ToMajor(c.Cost, c.Currency) / results, Money.Decimals(c.Currency));
        return new CampaignView(c.Id, c.Name, c.Channel, c.State, c.Members, responses,
            c.Members == 0 ? null : EstimateView.Of(Intervals.Wilson(Math.Min(responses, c.Members), c.Members)), deals.Count, won.Count, Money.ToMajor(won.Sum(d => d.Amount), baseCurrency), baseCurrency,
            Money.ToMajor(c.Budget, c.Currency), Money.ToMajor(c.Cost, c.Currency), c.Currency, Per(responses), Per(won.Count));
    }
}
