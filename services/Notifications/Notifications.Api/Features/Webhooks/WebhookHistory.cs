using System.Text.Json;
using CrmPlatform.Notifications.Data;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Features.Webhooks;

/// <summary>One change of a subscription: who, when, from what to what.</summary>
public sealed record WebhookChangeView(string Action, DateTimeOffset At, string By, string ByName, string? TraceId, IReadOnlyList<FieldChange> Fields);

/// <summary>C21 for subscriptions, newest first.</summary>
internal static class WebhookHistory
{
    public static async Task<Results<Ok<Page<WebhookChangeView>>, Missing>> HandleAsync(
        Guid id, NotificationsDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!await db.Subscriptions.AnyAsync(s => s.Id == id, cancellationToken)) return new Missing("webhook", id);
        var list = $"webhook-history:{id}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = await db.Changes.AsNoTracking().Where(change => change.Subject == id && change.Key < before)
            .OrderByDescending(change => change.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, change => change.Key, View));
    }

    private static WebhookChangeView View(Change change) => new(
        change.Action, change.At, change.By, change.ByName, change.TraceId,
        change.Fields is null ? [] : JsonSerializer.Deserialize<List<FieldChange>>(change.Fields, Json.Tolerant)!);
}
