using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Opportunities;

/// <summary>What a list of opportunities can be narrowed by; everything given must hold.</summary>
public sealed class OpportunityFilter
{
    /// <summary>By the id the customer has, or had before a merge.</summary>
    public Guid? CustomerId { get; init; }

    [StringLength(100)]
    public string? OwnerId { get; init; }

    [StringLength(60)]
    public string? Team { get; init; }

    [StringLength(60)]
    public string? Pipeline { get; init; }

    [StringLength(60)]
    public string? Stage { get; init; }

    public Coded<DealState>? State { get; init; }

    public Guid? CampaignId { get; init; }

    public DateOnly? ExpectedFrom { get; init; }

    public DateOnly? ExpectedBefore { get; init; }

    [PageLimit]
    public int? Limit { get; init; }

    public string? Cursor { get; init; }

    internal string ListName => string.Join(':', "opportunities", CustomerId, OwnerId, Team, Pipeline, Stage, State, CampaignId, ExpectedFrom?.DayNumber, ExpectedBefore?.DayNumber);

    internal IQueryable<Opportunity> Apply(IQueryable<Opportunity> all, Guid? standsAs)
    {
        if (standsAs is { } customer) all = all.Where(o => o.CustomerId == customer);
        if (OwnerId is { } owner) all = all.Where(o => o.OwnerId == owner);
        if (Team is { } team) all = all.Where(o => o.Team == team);
        if (Pipeline is { } pipeline) all = all.Where(o => o.Pipeline == pipeline);
        if (Stage is { } stage) all = all.Where(o => o.Stage == stage);
        if (State is { Value: var state }) all = all.Where(o => o.State == state);
        if (CampaignId is { } campaign) all = all.Where(o => o.CampaignId == campaign);
        if (ExpectedFrom is { } from) all = all.Where(o => o.ExpectedClose >= from);
        if (ExpectedBefore is { } before) all = all.Where(o => o.ExpectedClose < before);
        return all;
    }
}

internal static class ReadOpportunities
{
    public static async Task<Results<Ok<OpportunityView>, Missing>> OneAsync(Guid id, EngagementDb db, CancellationToken cancellationToken) =>
        await db.Opportunities.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellationToken) is { } opportunity
            ? TypedResults.Ok(OpportunityView.Of(opportunity))
            : new Missing("opportunity", id);

    /// <summary>The newest first.</summary>
    public static async Task<Ok<Page<OpportunityView>>> ListAsync([AsParameters] OpportunityFilter filter, EngagementDb db, Cursors cursors, CancellationToken cancellationToken)
    {
        var (limit, list) = (filter.Limit ?? Paging.DefaultLimit, filter.ListName);
        var before = cursors.KeyOf(filter.Cursor, list) ?? long.MaxValue;
        Guid? customer = filter.CustomerId is { } asked ? await db.NowAsync(asked, cancellationToken) : null;
        var rows = await filter.Apply(db.Opportunities.AsNoTracking(), customer).Where(o => o.Key < before).OrderByDescending(o => o.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, o => o.Key, OpportunityView.Of));
    }

    /// <summary>C21: who changed what, newest first.</summary>
    public static async Task<Results<Ok<Page<HistoryView>>, Missing>> HistoryAsync(
        Guid id, EngagementDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var owner = await db.Opportunities.Where(o => o.Id == id).Select(o => new HistoryOwner(o.CustomerId, o.FirstCustomerId)).SingleOrDefaultAsync(cancellationToken);
        return owner is null ? new Missing("opportunity", id) : TypedResults.Ok(await db.HistoryAsync(owner, id, cursors, limit, cursor, cancellationToken));
    }
}
