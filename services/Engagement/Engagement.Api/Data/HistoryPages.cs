using System.Text.Json;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>One change: who, when, through which request, from what to what (C21).</summary>
public sealed record HistoryView(
    string Entity, Guid EntityId, string Action, DateTimeOffset At, string By, string ByName, string? TraceId, IReadOnlyList<FieldChange> Fields);

/// <summary>Whose a thing is, and whose it was first.</summary>
internal sealed record HistoryOwner(Guid Present, Guid First);

internal static class HistoryPages
{
    /// <summary>The changes of one thing that belongs to a customer, newest first; also those from before its file was merged into another (C16).</summary>
    public static async Task<Page<HistoryView>> HistoryAsync(
        this EngagementDb db, HistoryOwner owner, Guid thing, Cursors cursors, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var list = $"history:{thing}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var subjects = owner.First == owner.Present ? [owner.Present] : await db.WayAsync(owner.First, owner.Present, cancellationToken);
        var rows = await db.Changes.AsNoTracking().Where(change => subjects.Contains(change.Subject) && change.EntityId == thing && change.Key < before)
            .OrderByDescending(change => change.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return cursors.PageByKey(rows, limit, list, change => change.Key, change => new HistoryView(
            change.Entity, change.EntityId, change.Action, change.At, change.By, change.ByName, change.TraceId,
            change.Fields is null ? [] : JsonSerializer.Deserialize<List<FieldChange>>(change.Fields, Json.Tolerant)!));
    }
}
