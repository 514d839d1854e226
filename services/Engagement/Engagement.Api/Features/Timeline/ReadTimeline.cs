using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Auth;
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
        [Required] Guid customerId, EngagementDb db, CustomerDesk customers, CallerAccessor caller, Cursors cursors, HttpRequest request, CancellationToken cancellationToken,
        Coded<TimelineKind>[]? kind = null, DateTimeOffset? from = null, DateTimeOffset? before = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"timeline:{customerId}:{string.Join(',', kind ?? [])}:{from?.UtcTicks}:{before?.UtcTicks}";
        var hidden = TimelineRights.HiddenFrom(caller);
        if (hidden.Length > 0) list += $":-{string.Join(',', hidden)}";
        var rows = await RowsAsync(customerId);
        // Only an empty page leaves open whether there is such a customer at all, or what became of it.
        if (rows.Count == 0)
        {
            if (await customers.FindAsync(customerId, cancellationToken) is not { } found) return new Missing("customer", customerId);
            // C16: by the id of before a merge it is the survivor's.
            if (found.Id != customerId) rows = await RowsAsync(found.Id);
        }

        var language = request.Language();
        return TypedResults.Ok(cursors.PageByTime(rows, limit, list, entry => new TimePosition(entry.At, entry.Key), entry => TimelineView.Of(entry, language)));

        Task<List<TimelineEntry>> RowsAsync(Guid customer)
        {
            var entries = db.Timeline.AsNoTracking().Where(entry => entry.CustomerId == customer);
            if (kind is { Length: > 0 })
            {
                var kinds = kind.Select(code => code.Value).ToArray();
                entries = entries.Where(entry => kinds.Contains(entry.Kind));
            }
            if (hidden.Length > 0) entries = entries.Where(entry => !hidden.Contains(entry.Kind));
            if (from is not null) entries = entries.Where(entry => entry.At >= from);
            if (before is not null) entries = entries.Where(entry => entry.At < before);
            if (cursors.Read<TimePosition>(cursor, list) is { } after)
                entries = entries.Where(entry => entry.At <= after.At && (entry.At < after.At || entry.Key < after.Key));
            return entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Key).Take(limit + 1).ToListAsync(cancellationToken);
        }
    }
}
