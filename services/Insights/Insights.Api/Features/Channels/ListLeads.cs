using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Channels;

/// <param name="Team">Whose it is while it is open; who had the customer when it was closed.</param>
/// <param name="Campaign">The name of the campaign, or what was written where none is known.</param>
/// <param name="Loss">As Customers spells it; null unless it is disqualified.</param>
public sealed record LeadRowView(
    Guid LeadId, Guid? CustomerId, string? CustomerName, string Source, string State, string? Loss, Guid? CampaignId, string? Campaign, string OwnerId, string Team,
    DateTimeOffset EnteredAt, DateTimeOffset? ClosedAt);

/// <summary>What has become of a lead, as Customers spells it (C7).</summary>
public enum LeadFate
{
    [Names("Open", "跟进中", "跟進中")] Open,
    [Names("Converted", "已转化", "已轉化")] Converted,
    [Names("Disqualified", "已排除", "已排除")] Disqualified,
}

/// <summary>I11: the leads behind a source's or a campaign's figures, newest first, as far as the caller's right reaches.</summary>
internal static class ListLeads
{
    public static Task<Ok<Page<LeadRowView>>> HandleAsync(
        InsightsDb db, Cursors cursors, OrganisationCalendar organisation, TimeProvider time, CancellationToken cancellationToken, [StringLength(40)] string? source = null,
        [CodeOf<LeadFate>] string? state = null, Guid? campaignId = null, DateOnly? from = null, DateOnly? to = null, [StringLength(60)] string? zone = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var asked = AskedDays.Of(from, to, zone, organisation, time, 366);
        var (start, end) = (asked.Start, asked.End);
        var leads = db.Leads.AsNoTracking().Where(l => l.EnteredAt >= start && l.EnteredAt < end);
        if (source is not null) leads = leads.Where(l => l.Source == source);
        if (campaignId is { } campaign) leads = leads.Where(l => l.CampaignId == campaign);
        return PageAsync(db, cursors, leads, $"leads:{source}:{campaignId}:{start.UtcTicks}:{end.UtcTicks}", state, limit, cursor, cancellationToken);
    }

    public static async Task<Results<Ok<Page<LeadRowView>>, Missing>> OfCampaignAsync(
        Guid id, InsightsDb db, Cursors cursors, CancellationToken cancellationToken, [CodeOf<LeadFate>] string? state = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null) =>
        await db.Campaigns.AnyAsync(c => c.Id == id, cancellationToken)
            ? await PageAsync(db, cursors, db.Leads.AsNoTracking().Where(l => l.CampaignId == id), $"campaign-leads:{id}", state, limit, cursor, cancellationToken)
            : new Missing("campaign", id);

    private static async Task<Ok<Page<LeadRowView>>> PageAsync(
        InsightsDb db, Cursors cursors, IQueryable<LeadRow> leads, string name, string? state, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var list = $"{name}:{state}";
        var after = cursors.Read<Place<DateTimeOffset>>(cursor, list);
        if (state is not null) leads = leads.Where(l => l.State == state);
        if (after is not null) leads = leads.Where(l => l.EnteredAt <= after.Value);
        var rows = await leads.OrderByDescending(l => l.EnteredAt).ThenBy(l => l.Id).Skip(after?.Seen ?? 0).Take(limit + 1).ToListAsync(cancellationToken);
        var customers = await db.NamesAsync(rows.Select(l => l.CustomerNo).OfType<long>(), cancellationToken);
        var ids = rows.Select(l => l.CampaignId).OfType<Guid>().Distinct().ToArray();
        var campaigns = await db.Campaigns.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        return TypedResults.Ok(cursors.PageByPlace(rows, limit, list, after, l => l.EnteredAt, View));

        LeadRowView View(LeadRow l)
        {
            (Guid Id, string Name)? customer = l.CustomerNo is { } no && customers.TryGetValue(no, out var named) ? named : null;
            var campaign = l.CampaignId is { } id ? campaigns.GetValueOrDefault(id) : null;
            return new LeadRowView(l.Id, customer?.Id, customer?.Name, l.Source, l.State, l.Loss, l.CampaignId, campaign ?? l.Campaign, l.OwnerId, l.Team, l.EnteredAt, l.ClosedAt);
        }
    }
}
