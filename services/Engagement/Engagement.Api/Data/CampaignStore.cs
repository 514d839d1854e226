using CrmPlatform.Engagement.Domain.Campaigns;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

internal static class CampaignStore
{
    /// <summary>Makes members of customers that are none yet; how many. Merged files stand for their survivors.</summary>
    public static async Task<int> AddMembersAsync(this EngagementDb db, Guid campaignId, Guid[] customerIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var survivors = await db.SurvivorsAsync(customerIds, cancellationToken);
        Guid[] ids = [.. customerIds.Select(id => survivors.GetValueOrDefault(id, id)).Distinct()];
        var known = await db.CampaignMembers.IgnoreQueryFilters().Where(m => m.CampaignId == campaignId && (ids.Contains(m.CustomerId) || ids.Contains(m.FirstCustomerId)))
            .Select(m => new { m.CustomerId, m.FirstCustomerId }).ToListAsync(cancellationToken);
        var fresh = ids.Except(known.SelectMany(member => new[] { member.CustomerId, member.FirstCustomerId })).ToList();
        db.CampaignMembers.AddRange(fresh.Select(id => CampaignMember.Add(campaignId, id, now)));
        return fresh.Count;
    }

    /// <summary>
    /// C16, E10: each customer once. Two files that were both members are still two rows once they are merged, so that an undo finds them; the one that
    /// answered stands for both, or else the one that came first.
    /// </summary>
    /// <param name="all">Members as far as the caller may see them, or without that where <paramref name="members"/> are.</param>
    public static IQueryable<CampaignMember> Once(this IQueryable<CampaignMember> members, IQueryable<CampaignMember> all) => members.Where(m => !all.Any(other =>
        other.CustomerId == m.CustomerId && other.CampaignId == m.CampaignId && other.Key != m.Key
        && (m.Response == null ? other.Response != null || other.Key < m.Key : other.Response != null && other.Key < m.Key)));

    /// <summary>How many members there are once the present change is saved.</summary>
    public static async Task CountMembersAsync(this EngagementDb db, Campaign campaign, int added, CancellationToken cancellationToken) =>
        campaign.CountMembers(added + await db.CampaignMembers.IgnoreQueryFilters().Where(m => m.CampaignId == campaign.Id).Once(db.CampaignMembers.IgnoreQueryFilters()).CountAsync(cancellationToken));

    /// <summary>Tells others of a campaign that is changed by the next save.</summary>
    public static void Tell(this EngagementDb db, Campaign campaign)
    {
        if (db.IsChanging(campaign)) db.Publish(campaign.ToEvent(campaign.Version + 1), campaign.Id);
    }
}
