using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Visits;

internal static class ReadVisits
{
    public static async Task<Results<Ok<VisitView>, Missing>> OneAsync(Guid id, EngagementDb db, CancellationToken cancellationToken) =>
        await db.Visits.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, cancellationToken) is { } visit
            ? TypedResults.Ok(VisitView.Of(visit))
            : new Missing("visit", id);

    /// <summary>By customer, by owner or all, newest first.</summary>
    public static async Task<Ok<Page<VisitView>>> ListAsync(
        EngagementDb db, Cursors cursors, CancellationToken cancellationToken, Guid? customerId = null, [StringLength(100)] string? ownerId = null,
        Coded<ActivityState>? state = null, DateTimeOffset? from = null, DateTimeOffset? before = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"visits:{customerId}:{ownerId}:{state}:{from?.UtcTicks}:{before?.UtcTicks}";
        var visits = db.Visits.AsNoTracking();
        if (customerId is { } asked && await db.NowAsync(asked, cancellationToken) is var customer) visits = visits.Where(v => v.CustomerId == customer);
        if (ownerId is not null) visits = visits.Where(v => v.OwnerId == ownerId);
        if (state is { Value: var wanted }) visits = visits.Where(v => v.State == wanted);
        if (from is not null) visits = visits.Where(v => v.At >= from);
        if (before is not null) visits = visits.Where(v => v.At < before);
        var rows = await visits.NewestFirst(cursors.Read<TimePosition>(cursor, list)).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByTime(rows, limit, list, v => new TimePosition(v.At, v.Key), VisitView.Of));
    }
}
