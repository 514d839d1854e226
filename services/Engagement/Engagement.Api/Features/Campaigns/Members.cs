using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Campaigns;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Campaigns;

/// <summary>E10: members of a campaign, named one by one or taken from a segment, and what they said.</summary>
internal static class Members
{
    public static async Task<Results<Ok<Page<MemberView>>, Missing>> ListAsync(
        Guid id, EngagementDb db, Cursors cursors, CancellationToken cancellationToken, Coded<CampaignResponse>? response = null, bool? responded = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!await db.Campaigns.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("campaign", id);
        var list = $"members:{id}:{response}:{responded}";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var members = db.CampaignMembers.AsNoTracking().Where(m => m.CampaignId == id && m.Key > after).Once(db.CampaignMembers);
        if (response is { Value: var wanted }) members = members.Where(m => m.Response == wanted);
        if (responded is not null) members = members.Where(m => (m.Response != null && m.Response != CampaignResponse.NoAnswer) == responded);
        var rows = await members.OrderBy(m => m.Key).Take(limit + 1).ToListAsync(cancellationToken);
        var ids = rows.Select(m => m.CustomerId).ToArray();
        var names = await db.NamesAsync(ids, cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, m => m.Key,
            m => new MemberView(m.CustomerId, names.GetValueOrDefault(m.CustomerId), m.Response, m.Note, m.RespondedAt, m.AddedAt)));
    }

    public static async Task<Results<Ok<CampaignView>, Missing, Invalid, Refused>> AddAsync(
        Guid id, AddMembersRequest request, EngagementDb db, CustomerDesk customers, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Campaigns.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign) return new Missing("campaign", id);
        if (campaign.RefuseIfOver() is { } over) return new Refused(over);
        var ids = request.CustomerIds.Distinct().ToArray();
        // C16, C20: of a merged file its survivor counts, and whether that one is still here.
        var survivors = await db.SurvivorsAsync(ids, cancellationToken);
        Guid[] asked = [.. ids.Concat(survivors.Values).Distinct()];
        var seen = await db.Customers.Where(c => asked.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.IsActive, cancellationToken);
        foreach (var unknown in ids.Where(one => !seen.ContainsKey(one) || !seen.GetValueOrDefault(survivors.GetValueOrDefault(one, one))))
        {
            if (await customers.FindActiveAsync(unknown, cancellationToken) is null) return new Invalid("customerIds", $"There is no customer '{unknown}' that you may see.", "customer.unknown");
        }
        await db.CountMembersAsync(campaign, await db.AddMembersAsync(id, ids, time.GetUtcNow(), cancellationToken), cancellationToken);
        db.Tell(campaign);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CampaignView.Of(campaign));
    }

    public static async Task<Results<Accepted<JobView>, Missing, Refused>> FromSegmentAsync(
        Guid id, SegmentMembersRequest request, EngagementDb db, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign) return new Missing("campaign", id);
        if (campaign.RefuseIfOver() is { } over) return new Refused(over);
        var job = db.QueueJob(SegmentWork.Kind, new SegmentWork.Order(id, request.SegmentId), caller, time, signal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted($"/api/v1/campaigns/member-jobs/{job.Id}", JobView.Of(job));
    }

    /// <summary>What a member said; said again it is corrected. An appended fact.</summary>
    public static async Task<Results<Ok<MemberView>, Missing, Invalid>> RespondAsync(
        Guid id, Guid customerId, ResponseRequest request, EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign) return new Missing("campaign", id);
        var now = time.GetUtcNow();
        if (Moments.Happened("at", request.At, now, TimeSpan.Zero) is { } future) return new Invalid(future);
        // C16: by the id of before a merge it is the survivor.
        var present = await db.NowAsync(customerId, cancellationToken);
        if (await db.CampaignMembers.Where(m => m.CampaignId == id && m.CustomerId == present).Once(db.CampaignMembers).SingleOrDefaultAsync(cancellationToken) is not { } member)
            return new Missing("member of this campaign", customerId);
        if (await db.AllCustomers.AnyAsync(c => c.Id == present && !c.IsActive, cancellationToken)) return new Invalid(CustomerDesk.Unknown(customerId));
        member.Respond(request.Response, request.Note, request.At ?? now);
        db.Publish(new CampaignResponded(id, campaign.Name, present, EnumCode.Of(request.Response), member.RespondedAt!.Value), present);
        db.Timeline.Add(TimelineEntry.Of(TimelineKind.CampaignResponse, present, member.RespondedAt.Value, id, campaign.Name, request.Note, caller.Subject, new { response = request.Response }));
        await db.SaveChangesAsync(cancellationToken);
        var name = await db.AllCustomers.Where(c => c.Id == present).Select(c => c.Name).SingleOrDefaultAsync(cancellationToken);
        return TypedResults.Ok(new MemberView(present, name, member.Response, member.Note, member.RespondedAt, member.AddedAt));
    }
}
