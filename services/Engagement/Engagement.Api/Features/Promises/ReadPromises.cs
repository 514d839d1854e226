using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Promises;

internal static class ReadPromises
{
    public static async Task<Results<Ok<PromiseView>, Missing>> OneAsync(Guid id, EngagementDb db, TimeProvider time, CancellationToken cancellationToken) =>
        await db.Promises.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is { } promise
            ? TypedResults.Ok(PromiseView.Of(promise, time.GetUtcNow()))
            : new Missing("promise", id);

    /// <summary>E9: what is due first comes first; overdue and broken ones can be asked for.</summary>
    public static async Task<Ok<Page<PromiseView>>> ListAsync(
        EngagementDb db, Cursors cursors, TimeProvider time, CancellationToken cancellationToken, Guid? customerId = null, [StringLength(100)] string? ownerId = null,
        Coded<PromiseState>? state = null, bool? overdue = null, DateTimeOffset? dueBefore = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var now = time.GetUtcNow();
        var list = $"promises:{customerId}:{ownerId}:{state}:{overdue}:{dueBefore?.UtcTicks}";
        var promises = db.Promises.AsNoTracking();
        if (customerId is { } asked && await db.NowAsync(asked, cancellationToken) is var customer) promises = promises.Where(p => p.CustomerId == customer);
        if (ownerId is not null) promises = promises.Where(p => p.OwnerId == ownerId);
        if (state is { Value: var wanted }) promises = promises.Where(p => p.State == wanted);
        if (overdue is true) promises = promises.Where(p => p.State == PromiseState.Given && p.DueAt < now);
        if (overdue is false) promises = promises.Where(p => p.State != PromiseState.Given || p.DueAt >= now);
        if (dueBefore is not null) promises = promises.Where(p => p.DueAt < dueBefore);
        if (cursors.Read<TimePosition>(cursor, list) is { } after) promises = promises.Where(p => p.DueAt >= after.At && (p.DueAt > after.At || p.Key > after.Key));
        var rows = await promises.OrderBy(p => p.DueAt).ThenBy(p => p.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByTime(rows, limit, list, p => new TimePosition(p.DueAt, p.Key), p => PromiseView.Of(p, now)));
    }
}
