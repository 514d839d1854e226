using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Timeline;

/// <summary>E11: one stream per customer over all channels and all services, newest first.</summary>
internal static class ReadTimeline
{
    public static async Task<Results<Ok<Page<TimelineView>>, Missing>> HandleAsync(
        [Required] Guid customerId, EngagementDb db, CustomerDesk customers, Cursors cursors, HttpRequest request, CancellationToken cancellationToken,
        Coded<TimelineKind>[]? kind = null, DateTimeOffset? from = null, DateTimeOffset? before = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"timeline:{customerId}:{string.Join(',', kind ?? [])}:{from?.UtcTicks}:{before?.UtcTicks}";
        var entries = db.Timeline.AsNoTracking().Where(entry => entry.CustomerId == customerId);
        if (kind is { Length: > 0 })
        {
            var kinds = kind.Select(code => code.Value).ToArray();
            entries = entries.Where(entry => kinds.Contains(entry.Kind));
        }
        if (from is not null) entries = entries.Where(entry => entry.At >= from);
        if (before is not null) entries = entries.Where(entry => entry.At < before);
        if (cursors.Read<TimePosition>(cursor, list) is { } after)
            entries = entries.Where(entry => entry.At <= after.At && (entry.At < after.At || entry.Key < after.Key));
        var rows = await entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Key).Take(limit + 1).ToListAsync(cancellationToken);
        // Only an empty page leaves open whether there is such a customer at all.
        if (rows.Count == 0 && await customers.FindAsync(customerId, cancellationToken) is null) return new Missing("customer", customerId);

        var language = request.Language();
        return TypedResults.Ok(cursors.PageByTime(rows, limit, list, entry => new TimePosition(entry.At, entry.Key), entry => TimelineView.Of(entry, language)));
    }
}
