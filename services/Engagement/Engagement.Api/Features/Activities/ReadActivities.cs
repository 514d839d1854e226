using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Activities;

internal static class ReadActivities
{
    public static async Task<Results<Ok<ActivityView>, Missing>> OneAsync(Guid id, EngagementDb db, CancellationToken cancellationToken) =>
        await db.Activities.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is { } activity
            ? TypedResults.Ok(ActivityView.Of(activity))
            : new Missing("activity", id);

    /// <summary>Of all kinds, by customer, by owner or all, newest first.</summary>
    public static async Task<Ok<Page<ActivityView>>> ListAsync(
        EngagementDb db, Cursors cursors, CancellationToken cancellationToken, Guid? customerId = null, [StringLength(100)] string? ownerId = null,
        Coded<ActivityKind>? kind = null, Coded<ActivityState>? state = null, DateTimeOffset? from = null, DateTimeOffset? before = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"activities:{customerId}:{ownerId}:{kind}:{state}:{from?.UtcTicks}:{before?.UtcTicks}";
        var activities = db.Activities.AsNoTracking();
        if (customerId is { } asked && await db.NowAsync(asked, cancellationToken) is var customer) activities = activities.Where(a => a.CustomerId == customer);
        if (ownerId is not null) activities = activities.Where(a => a.OwnerId == ownerId);
        if (kind is { Value: var wantedKind }) activities = activities.Where(a => a.Kind == wantedKind);
        if (state is { Value: var wanted }) activities = activities.Where(a => a.State == wanted);
        if (from is not null) activities = activities.Where(a => a.At >= from);
        if (before is not null) activities = activities.Where(a => a.At < before);
        var rows = await activities.NewestFirst(cursors.Read<TimePosition>(cursor, list)).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByTime(rows, limit, list, a => new TimePosition(a.At, a.Key), ActivityView.Of));
    }

    /// <summary>C21: who changed what in an activity of any kind, newest first.</summary>
    public static async Task<Results<Ok<Page<HistoryView>>, Missing>> HistoryAsync(
        Guid id, EngagementDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var owner = await db.Activities.Where(a => a.Id == id).Select(a => new HistoryOwner(a.CustomerId, a.FirstCustomerId)).SingleOrDefaultAsync(cancellationToken);
        return owner is null ? new Missing("activity", id) : TypedResults.Ok(await db.HistoryAsync(owner, id, cursors, limit, cursor, cancellationToken));
    }
}
