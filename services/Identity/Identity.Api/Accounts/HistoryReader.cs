using System.Text.Json;
using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Accounts;

/// <summary>One change of an account or a client: who, when, through which request, from what to what; of secrets only that they changed.</summary>
public sealed record ChangeView(string Action, DateTimeOffset At, string By, string ByName, string? TraceId, IReadOnlyList<FieldChange> Fields);

/// <summary>C21: reads what was changed, newest first.</summary>
internal sealed class HistoryReader(IdentityDb db, Cursors cursors)
{
    public async Task<Page<ChangeView>> ReadAsync(Guid subject, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var list = $"history:{subject}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = await db.Changes.AsNoTracking().Where(change => change.Subject == subject && change.Key < before)
            .OrderByDescending(change => change.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return cursors.PageByKey(rows, limit, list, change => change.Key, Show);
    }

    private static ChangeView Show(Change change) => new(
        change.Action, change.At, change.By, change.ByName, change.TraceId,
        change.Fields is null ? [] : JsonSerializer.Deserialize<List<FieldChange>>(change.Fields, Json.Tolerant)!);
}
