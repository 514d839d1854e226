using System.Text.Json;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>One change: who, when, through which request, from what to what (C21).</summary>
public sealed record HistoryView(
    string Entity, Guid EntityId, string Action, DateTimeOffset At, string By, string ByName, string? TraceId, IReadOnlyList<FieldChange> Fields);

internal static class HistoryPages
{
    /// <summary>The changes of one thing that belongs to a subject, newest first.</summary>
    public static async Task<Page<HistoryView>> HistoryAsync(
        this EngagementDb db, Guid subject, Guid thing, Cursors cursors, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var list = $"history:{thing}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = await db.Changes.AsNoTracking().Where(change => change.Subject == subject && change.EntityId == thing && change.Key < before)
            .OrderByDescending(change => change.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return cursors.PageByKey(rows, limit, list, change => change.Key, change => new HistoryView(
            change.Entity, change.EntityId, change.Action, change.At, change.By, change.ByName, change.TraceId,
            change.Fields is null ? [] : JsonSerializer.Deserialize<List<FieldChange>>(change.Fields, Json.Tolerant)!));
    }
}
