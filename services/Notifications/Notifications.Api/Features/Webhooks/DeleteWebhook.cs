using CrmPlatform.Notifications.Data;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Features.Webhooks;

internal static class DeleteWebhook
{
    public static async Task<Results<NoContent, Missing, Stale>> HandleAsync(Guid id, IfMatch ifMatch, NotificationsDb db, CancellationToken cancellationToken)
    {
        if (await db.Subscriptions.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } subscription) return new Missing("webhook", id);
        if (!ifMatch.Matches(subscription)) return new Stale(subscription.Version);
        db.Subscriptions.Remove(subscription);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
