using CrmPlatform.Notifications.Data;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Features.Webhooks;

internal static class ReadWebhooks
{
    public static async Task<Ok<Page<WebhookView>>> ListAsync(
        NotificationsDb db, Cursors cursors, TimeProvider time, CancellationToken cancellationToken, string? clientId = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"webhooks:{clientId}";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var rows = await db.Subscriptions.AsNoTracking().Where(s => s.Key > after && (clientId == null || s.ClientId == clientId))
            .OrderBy(s => s.Key).Take(limit + 1)
            .GroupJoin(db.ReceiverHealth, s => s.Key, h => h.SubscriptionKey, (s, h) => new { Subscription = s, Health = h.FirstOrDefault() })
            .ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, row => row.Subscription.Key, row => WebhookView.Of(row.Subscription, row.Health, now)));
    }

    public static async Task<Results<Ok<WebhookView>, Missing>> GetAsync(Guid id, NotificationsDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Subscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } subscription) return new Missing("webhook", id);
        var health = await db.ReceiverHealth.AsNoTracking().SingleOrDefaultAsync(h => h.SubscriptionKey == subscription.Key, cancellationToken);
        return TypedResults.Ok(WebhookView.Of(subscription, health, time.GetUtcNow()));
    }
}
