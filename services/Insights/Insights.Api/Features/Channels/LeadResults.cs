using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Surveys;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Channels;

/// <summary>What leads of campaigns cost, in one currency: a campaign's cost is shared evenly by all of its leads.</summary>
/// <param name="Leads">Those of the leads that came from a campaign of this currency.</param>
/// <param name="CostPerConverted">Null while none of them is converted.</param>
public sealed record LeadCostView(string Currency, long Leads, long Converted, decimal Cost, decimal CostPerLead, decimal? CostPerConverted);

/// <param name="Received">Leads entered in the range; the others say what has become of these by now.</param>
/// <param name="Conversion">Converted of all received; null without a lead.</param>
/// <param name="Costs">By currency, of those whose campaign is known; null for callers who see the leads of some only: the cost was for all of them.</param>
public sealed record LeadFiguresView(long Received, long Open, long Converted, long Disqualified, EstimateView? Conversion, IReadOnlyList<LeadCostView>? Costs)
{
    internal static LeadFiguresView Of(LeadCounts counts, double level, IReadOnlyList<LeadCostView>? costs) => new(
        counts.Received, counts.Open, counts.Converted, counts.Disqualified,
        counts.Received == 0 ? null : EstimateView.Of(Intervals.Wilson((int)counts.Converted, (int)counts.Received, level)), costs);
}

/// <summary>I11: leads by where they came from, from the sums of days, as far as the caller's right reaches.</summary>
internal static class LeadResults
{
    /// <summary>The leads of campaigns, however long ago they came.</summary>
    public static async Task<Dictionary<Guid, LeadCounts>> OfCampaignsAsync(InsightsDb db, IReadOnlyCollection<Guid> campaigns, CancellationToken cancellationToken)
    {
        var wanted = campaigns.ToArray();
        return await db.LeadDays.AsNoTracking().Where(d => EF.Parameter(wanted).Contains(d.CampaignId)).GroupBy(d => d.CampaignId)
            .Select(same => new { same.Key, Received = same.Sum(d => d.Received), Converted = same.Sum(d => d.Converted), Disqualified = same.Sum(d => d.Disqualified) })
            .ToDictionaryAsync(sum => sum.Key, sum => new LeadCounts(sum.Received, sum.Converted, sum.Disqualified), cancellationToken);
    }

    /// <summary>The leads entered in a range by source: the organisation's days from the sums, those of another time zone counted.</summary>
    public static async Task<LeadsBySource> BySourceAsync(InsightsDb db, AskedDays asked, CancellationToken cancellationToken)
    {
        var sums = asked.OfOrganisation ? await KeptAsync(db, asked, cancellationToken) : await CountedAsync(db, asked, cancellationToken);
        if (!db.ReachesAll) return new LeadsBySource(sums, null, []);
        var campaigns = sums.Keys.Select(key => key.CampaignId).Where(id => id != Guid.Empty).Distinct().ToArray();
        var costs = await db.Campaigns.AsNoTracking().Where(c => EF.Parameter(campaigns).Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => (c.Cost, c.Currency), cancellationToken);
        return new LeadsBySource(sums, costs, (await OfCampaignsAsync(db, campaigns, cancellationToken)).ToDictionary(pair => pair.Key, pair => pair.Value.Received));
    }

    private static async Task<Dictionary<(string Source, Guid CampaignId), LeadCounts>> KeptAsync(InsightsDb db, AskedDays asked, CancellationToken cancellationToken)
    {
        var (first, last) = asked.Touched;
        return await db.LeadDays.AsNoTracking().Where(d => d.Day >= first && d.Day <= last).GroupBy(d => new { d.Source, d.CampaignId })
            .Select(same => new { same.Key.Source, same.Key.CampaignId, Received = same.Sum(d => d.Received), Converted = same.Sum(d => d.Converted), Disqualified = same.Sum(d => d.Disqualified) })
            .ToDictionaryAsync(sum => (sum.Source, sum.CampaignId), sum => new LeadCounts(sum.Received, sum.Converted, sum.Disqualified), cancellationToken);
    }

    private static async Task<Dictionary<(string Source, Guid CampaignId), LeadCounts>> CountedAsync(InsightsDb db, AskedDays asked, CancellationToken cancellationToken)
    {
        var (start, end) = (asked.Start, asked.End);
        return await db.Leads.AsNoTracking().Where(l => l.EnteredAt >= start && l.EnteredAt < end).GroupBy(l => new { l.Source, l.CampaignId })
            .Select(same => new { same.Key.Source, same.Key.CampaignId, Received = same.LongCount(), Converted = same.LongCount(l => l.State == "converted"), Disqualified = same.LongCount(l => l.State == "disqualified") })
            .ToDictionaryAsync(sum => (sum.Source, sum.CampaignId ?? Guid.Empty), sum => new LeadCounts(sum.Received, sum.Converted, sum.Disqualified), cancellationToken);
    }
}

/// <summary>Leads by source and campaign, and what their campaigns cost; costs are null for who sees the leads of some only.</summary>
/// <param name="AllOfCampaign">How many leads a campaign brought in all, which share its cost.</param>
internal sealed record LeadsBySource(
    Dictionary<(string Source, Guid CampaignId), LeadCounts> Sums, Dictionary<Guid, (long Cost, string Currency)>? CampaignCosts, Dictionary<Guid, long> AllOfCampaign)
{
    public IEnumerable<string> Sources => Sums.Keys.Select(key => key.Source).Distinct();

    /// <param name="source">Null for all of them.</param>
    public LeadFiguresView Of(string? source, double level)
    {
        var own = Sums.Where(sum => source is null || sum.Key.Source == source).ToList();
        return LeadFiguresView.Of(own.Aggregate(default(LeadCounts), (sum, next) => sum + next.Value), level, CampaignCosts is null ? null : Costs(own));
    }

    private List<LeadCostView> Costs(List<KeyValuePair<(string Source, Guid CampaignId), LeadCounts>> own) =>
        [.. own.Where(sum => CampaignCosts!.ContainsKey(sum.Key.CampaignId)).GroupBy(sum => CampaignCosts![sum.Key.CampaignId].Currency).OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same =>
            {
                var (leads, converted) = (same.Sum(sum => sum.Value.Received), same.Sum(sum => sum.Value.Converted));
                var cost = same.Sum(sum => Money.ToMajor(CampaignCosts![sum.Key.CampaignId].Cost, same.Key) * sum.Value.Received / AllOfCampaign[sum.Key.CampaignId]);
                decimal Rounded(decimal amount) => Math.Round(amount, Money.Decimals(same.Key), MidpointRounding.AwayFromZero);
                return new LeadCostView(same.Key, leads, converted, Rounded(cost), Rounded(cost / leads), converted == 0 ? null : Rounded(cost / converted));
            })];
}
