using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.Notifications.Sending;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Features.Webhooks;

/// <summary>An event that means nothing, signed and delivered like every other; a fact appended to the log.</summary>
internal static class PingWebhook
{
    public static async Task<Results<Accepted<DeliveryView>, Missing, Refused>> HandleAsync(
        Guid id, NotificationsDb db, WebhookSignal signal, IOptions<WebhookOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Subscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } subscription) return new Missing("webhook", id);
        if (!subscription.Active) return Inactive();
        var now = time.GetUtcNow();
        var ping = new WebhookEvent { EventId = Guid.CreateVersion7(), Type = EventName.Ping, At = now, Data = $$"""{"webhookId":"{{id}}"}""" };
        var delivery = WebhookDelivery.Of(ping, subscription.Key, now, options.Value.GiveUpAfter);
        db.Deliveries.Add(delivery);
        db.AfterCommit(() => signal.Wake([subscription.Key]));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted($"/api/v1/webhooks/{id}/deliveries/{delivery.Id}", DeliveryView.Of(delivery));
    }

    internal static Refused Inactive() => new("webhooks.inactive", "The subscription is not active; nothing is delivered to it.");
}
