using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.Notifications.Sending;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Features.Webhooks;

/// <summary>Which deliveries are to be made again.</summary>
/// <param name="From">Events from this instant on …</param>
/// <param name="To">… and before this one.</param>
/// <param name="State">Only those in this state, for instance <c>parked</c>; all that are finished when left out.</param>
public sealed record ReplayRequest(DateTimeOffset From, DateTimeOffset To, DeliveryState? State = null);

/// <summary>How many deliveries will be made again.</summary>
public sealed record DeliveriesReplayView(int Count);

/// <summary>X4: what was delivered or parked is delivered again, under its old id, so that a receiver that has it knows.</summary>
internal static class ReplayDeliveries
{
    public static async Task<Results<Accepted<DeliveryView>, Missing, Refused>> OneAsync(
        Guid id, Guid deliveryId, NotificationsDb db, WebhookSignal signal, IOptions<WebhookOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, cancellationToken) is not { } subscription) return new Missing("webhook", id);
        var delivery = await db.Deliveries.Include(d => d.Event).SingleOrDefaultAsync(d => d.Id == deliveryId && d.SubscriptionKey == subscription.Key, cancellationToken);
        if (delivery is null) return new Missing("delivery", deliveryId);
        if (!subscription.Active) return PingWebhook.Inactive();
        if (delivery.State == DeliveryState.Pending) return new Refused("webhooks.under-way", "It is being delivered already.");
        delivery.Replay(time.GetUtcNow(), options.Value.GiveUpAfter);
        db.AfterCommit(() => signal.Wake([subscription.Key]));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Accepted($"/api/v1/webhooks/{id}/deliveries/{deliveryId}", DeliveryView.Of(delivery));
    }

    public static async Task<Results<Accepted<DeliveriesReplayView>, Missing, Invalid, Refused>> RangeAsync(
        Guid id, ReplayRequest request, NotificationsDb db, WebhookSignal signal, IOptions<WebhookOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, cancellationToken) is not { } subscription) return new Missing("webhook", id);
        if (request.To <= request.From) return new Invalid("to", "It has to be later than from.");
        if (!subscription.Active) return PingWebhook.Inactive();
        var (from, to, now) = (request.From, request.To, time.GetUtcNow());
        var giveUpAt = now + options.Value.GiveUpAfter;
        var chosen = db.Deliveries.Where(d => d.SubscriptionKey == subscription.Key && d.State != DeliveryState.Pending && d.Event.At >= from && d.Event.At < to);
        if (request.State is { } state) chosen = chosen.Where(d => d.State == state);
        var count = await chosen.ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Pending)
            .SetProperty(d => d.FinishedAt, (DateTimeOffset?)null)
            .SetProperty(d => d.NextAttemptAt, now)
            .SetProperty(d => d.GiveUpAt, giveUpAt), cancellationToken);
        db.AfterCommit(() => signal.Wake([subscription.Key]));
        signal.Wake([subscription.Key]);
        return TypedResults.Accepted((string?)null, new DeliveriesReplayView(count));
    }

    private static Task<WebhookSubscription?> FindAsync(NotificationsDb db, Guid id, CancellationToken cancellationToken) =>
        db.Subscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
}
