using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Channels;

/// <summary>What a member of a campaign said last.</summary>
internal sealed record LastWord(Guid CampaignId, long? CustomerNo, Guid Id, string Response, DateTimeOffset At);

/// <summary>What came of campaigns: responses by campaign, and the deals that name it, as far as the caller's right reaches.</summary>
internal sealed record CampaignResults(ILookup<Guid, LastWord> Responses, ILookup<string, (string State, long Amount)> Deals)
{
    /// <summary>E10: silence is no response.</summary>
    private const string Silence = "no-answer";

    public static async Task<CampaignResults> OfAsync(InsightsDb db, IReadOnlyCollection<CampaignRow> campaigns, CancellationToken cancellationToken)
    {
        var names = campaigns.Select(c => c.Name).Distinct().ToArray();
        var deals = await db.Opportunities.AsNoTracking().Where(o => o.Campaign != null && EF.Parameter(names).Contains(o.Campaign)).Select(o => new { o.Campaign, o.State, o.Amount })
            .ToListAsync(cancellationToken);
        return new(await LastWordsAsync(db, [.. campaigns.Select(c => c.Id)], cancellationToken), deals.ToLookup(o => o.Campaign!, o => (o.State, o.Amount), StringComparer.Ordinal));
    }

    /// <summary>What is said again corrects what was said before (E10): of each member the last counts, whatever the order of arrival.</summary>
    public static async Task<ILookup<Guid, LastWord>> LastWordsAsync(InsightsDb db, Guid[] campaigns, CancellationToken cancellationToken)
    {
        var last = new Dictionary<(Guid, long?), LastWord>();
        await foreach (var said in db.Responses.AsNoTracking().Where(r => EF.Parameter(campaigns).Contains(r.CampaignId))
            .Select(r => new LastWord(r.CampaignId, r.CustomerNo, r.Id, r.Response, r.At)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var member = (said.CampaignId, said.CustomerNo);
            if (!last.TryGetValue(member, out var known) || (said.At, said.Id).CompareTo((known.At, known.Id)) > 0) last[member] = said;
        }
        return last.Values.Where(said => said.Response != Silence).ToLookup(said => said.CampaignId);
    }
}
