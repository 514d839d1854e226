using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Folding;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Channels;

/// <summary>What a member of a campaign said last.</summary>
internal sealed record LastWord(Guid CampaignId, long? CustomerNo, Guid Id, string Response, DateTimeOffset At);

/// <summary>What came of campaigns: responses by campaign, and its leads and deals, as far as the caller's right reaches.</summary>
internal sealed record CampaignResults(ILookup<Guid, LastWord> Responses, ILookup<Guid, (string State, long Amount)> Deals, Dictionary<Guid, LeadCounts> Leads)
{
    public static async Task<CampaignResults> OfAsync(InsightsDb db, IReadOnlyCollection<CampaignRow> campaigns, CancellationToken cancellationToken)
    {
        var (ids, sole) = (campaigns.Select(c => c.Id).ToArray(), await SoleNamesAsync(db, campaigns, cancellationToken));
        var deals = await DealsOf(db, ids, sole).Select(o => new { o.CampaignId, o.Campaign, o.State, o.Amount }).ToListAsync(cancellationToken);
        return new(await LastWordsAsync(db, ids, cancellationToken), deals.ToLookup(o => o.CampaignId ?? sole.GetValueOrDefault(o.Campaign!), o => (o.State, o.Amount)),
            await LeadResults.OfCampaignsAsync(db, ids, cancellationToken));
    }

    public static async Task<IQueryable<OpportunityRow>> DealsAsync(InsightsDb db, CampaignRow campaign, CancellationToken cancellationToken) =>
        DealsOf(db, [campaign.Id], await SoleNamesAsync(db, [campaign], cancellationToken));

    private static IQueryable<OpportunityRow> DealsOf(InsightsDb db, Guid[] ids, Dictionary<string, Guid> sole)
    {
        var names = sole.Keys.ToArray();
        return db.Opportunities.AsNoTracking().Where(o => (o.CampaignId != null && EF.Parameter(ids).Contains(o.CampaignId!.Value)) || (o.Campaign != null && EF.Parameter(names).Contains(o.Campaign)));
    }

    /// <summary>
    /// Deals of before Engagement told their campaign's id have its name alone, which counts as long as no other campaign bears it: of two
    /// nobody knows which was meant.
    /// </summary>
    private static async Task<Dictionary<string, Guid>> SoleNamesAsync(InsightsDb db, IReadOnlyCollection<CampaignRow> campaigns, CancellationToken cancellationToken)
    {
        var names = campaigns.Select(c => c.Name).Distinct().ToArray();
        var bearers = await db.Campaigns.AsNoTracking().Where(c => EF.Parameter(names).Contains(c.Name)).Select(c => new { c.Id, c.Name }).ToListAsync(cancellationToken);
        return bearers.GroupBy(c => c.Name, StringComparer.Ordinal).Where(same => same.Count() == 1).ToDictionary(same => same.Key, same => same.Single().Id, StringComparer.Ordinal);
    }

    /// <summary>
    /// What is said again corrects what was said before (E10): of each member the last counts, whatever the order of arrival. An older program kept every word. Two files that were merged
    /// since are one member (C16), as Engagement has it.
    /// </summary>
    public static async Task<ILookup<Guid, LastWord>> LastWordsAsync(InsightsDb db, Guid[] campaigns, CancellationToken cancellationToken)
    {
        var last = new Dictionary<(Guid, long?), LastWord>();
        await foreach (var said in db.All<ResponseRow>().Where(r => EF.Parameter(campaigns).Contains(r.CampaignId))
            .Select(r => new LastWord(
                r.CampaignId, db.All<CustomerRow>().Where(c => c.No == r.CustomerNo).Select(c => c.SurvivorNo).FirstOrDefault() ?? r.CustomerNo, r.Id, r.Response, r.At))
            .AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var member = (said.CampaignId, said.CustomerNo);
            if (!last.TryGetValue(member, out var known) || (said.At, said.Id).CompareTo((known.At, known.Id)) > 0) last[member] = said;
        }
        return last.Values.Where(said => said.Response != TakeResponses.Silence).ToLookup(said => said.CampaignId);
    }
}
