using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Calls;

internal static class ReadCalls
{
    public static async Task<Results<Ok<CallView>, Missing>> OneAsync(Guid id, EngagementDb db, CancellationToken cancellationToken) =>
        await db.Calls.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is { } call
            ? TypedResults.Ok(CallView.Of(call))
            : new Missing("call", id);

    /// <summary>By customer, by owner or all, newest first; without a state those that took place or were tried: whoever counts calls means these.</summary>
    public static async Task<Ok<Page<CallView>>> ListAsync(
        EngagementDb db, Cursors cursors, CancellationToken cancellationToken, Guid? customerId = null, [StringLength(100)] string? ownerId = null,
        Coded<ActivityDirection>? direction = null, bool? reached = null, Coded<ActivityState>? state = null, DateTimeOffset? from = null, DateTimeOffset? before = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        // Without a state as it was before there was one: pages that are being turned go on.
        var list = $"calls:{customerId}:{ownerId}:{direction}:{reached}:{from?.UtcTicks}:{before?.UtcTicks}{(state is null ? "" : $":{state}")}";
        var wantedState = state?.Value ?? ActivityState.Done;
        var calls = db.Calls.AsNoTracking().Where(c => c.State == wantedState);
        if (customerId is { } asked && await db.NowAsync(asked, cancellationToken) is var customer) calls = calls.Where(c => c.CustomerId == customer);
        if (ownerId is not null) calls = calls.Where(c => c.OwnerId == ownerId);
        if (direction is { Value: var wanted }) calls = calls.Where(c => c.Direction == wanted);
        if (reached is not null) calls = calls.Where(c => c.Reached == reached);
        if (from is not null) calls = calls.Where(c => c.At >= from);
        if (before is not null) calls = calls.Where(c => c.At < before);
        var rows = await calls.NewestFirst(cursors.Read<TimePosition>(cursor, list)).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByTime(rows, limit, list, c => new TimePosition(c.At, c.Key), CallView.Of));
    }
}
