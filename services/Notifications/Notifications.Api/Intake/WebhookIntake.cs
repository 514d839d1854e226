using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.Notifications.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Intake;

/// <summary>X4: makes a delivery for each subscription that wants an event.</summary>
internal sealed class WebhookIntake(NotificationsDb db, EventCatalogue catalogue, WebhookSignal signal, IOptions<WebhookOptions> options, TimeProvider time)
{
    public async Task TakeAsync(IReadOnlyList<Happened> events, CancellationToken cancellationToken)
    {
        var subscriptions = await db.AllSubscriptions.AsNoTracking().Where(subscription => subscription.Active).ToListAsync(cancellationToken);
        if (subscriptions.Count == 0) return;
        var now = time.GetUtcNow();
        var owed = new HashSet<long>();
        foreach (var happened in events)
        {
            // C13: imported history fires no webhook. What is for this service alone goes to nobody else.
            if (!catalogue.IsPublic(happened.WireName) || happened.IsImported) continue;
            WebhookEvent? kept = null;
            foreach (var subscription in subscriptions.Where(subscription => subscription.Wants(happened.Name, happened.Data)))
            {
                kept ??= new WebhookEvent { EventId = happened.Id, Type = happened.Name, CustomerId = happened.CustomerId, At = happened.At, Data = happened.Payload };
                db.Deliveries.Add(WebhookDelivery.Of(kept, subscription.Key, now, options.Value.GiveUpAfter));
                owed.Add(subscription.Key);
            }
        }
        if (owed.Count > 0) db.AfterCommit(() => signal.Wake(owed));
    }
}
