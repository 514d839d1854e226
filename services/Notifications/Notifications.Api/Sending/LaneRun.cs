using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Sending;

/// <summary>Delivers to one receiver what it is owed now, a handful at a time, and says when to come again.</summary>
internal sealed class LaneRun(NotificationsDb db, WebhookSender sender, IOptions<WebhookOptions> options, TimeProvider time)
{
    private const int Rounds = 25;

    private readonly WebhookOptions settings = options.Value;

    /// <summary>When something is due next; null when nothing waits.</summary>
    public async Task<DateTimeOffset?> RunAsync(long subscriptionKey, CancellationToken cancellationToken)
    {
        if (await db.AllSubscriptions.SingleOrDefaultAsync(s => s.Key == subscriptionKey, cancellationToken) is not { Active: true } subscription) return null;
        var health = await db.ReceiverHealth.FindAsync([subscriptionKey], cancellationToken);
        if (health is null) db.ReceiverHealth.Add(health = new ReceiverHealth { SubscriptionKey = subscriptionKey });
        // After a number of rounds the caller starts anew, so that what is tracked does not grow with the backlog.
        for (var round = 0; round < Rounds && subscription.Active; round++)
        {
            var now = time.GetUtcNow();
            if (health.PausedUntil > now) return health.PausedUntil;
            if (health.FailuresInARow >= settings.FailuresBeforePause) await ParkOverdueAsync(OfOne(subscriptionKey), now, "The receiver did not answer for a day; this was not even tried.", cancellationToken);
            var batch = await db.Deliveries.Include(delivery => delivery.Event)
                .Where(delivery => delivery.SubscriptionKey == subscriptionKey && delivery.State == DeliveryState.Pending && delivery.NextAttemptAt <= now)
                .OrderBy(delivery => delivery.NextAttemptAt).ThenBy(delivery => delivery.Key)
                .Take(health.FailuresInARow >= settings.FailuresBeforePause ? 1 : settings.Parallel).ToListAsync(cancellationToken);
            if (batch.Count == 0) break;
            // Read again after the batch: what was changed before an event happened (a new secret, a stop) holds for its delivery.
            await db.Entry(subscription).ReloadAsync(cancellationToken);
            if (db.Entry(subscription).State == EntityState.Detached || !subscription.Active) return null;
            var outcomes = await Task.WhenAll(batch.Select(delivery => sender.SendAsync(subscription, delivery.Event, cancellationToken)));
            foreach (var (delivery, outcome) in batch.Zip(outcomes)) Note(subscription, delivery, outcome, health);
            await db.SaveChangesAsync(cancellationToken);
        }
        return await db.Deliveries.Where(d => d.SubscriptionKey == subscriptionKey && d.State == DeliveryState.Pending)
            .OrderBy(d => d.NextAttemptAt).Select(d => (DateTimeOffset?)d.NextAttemptAt).FirstOrDefaultAsync(cancellationToken);
    }

    private void Note(WebhookSubscription subscription, WebhookDelivery delivery, AttemptOutcome outcome, ReceiverHealth health)
    {
        var now = time.GetUtcNow();
        var wait = new Backoff(settings.FirstRetry, settings.LongestRetry).After(delivery.Attempts + 1, Random.Shared.NextDouble());
        db.Attempts.Add(delivery.Tried(outcome, now, wait));
        if (outcome.Taken)
        {
            (health.FailuresInARow, health.PausedUntil, health.LastSuccessAt) = (0, null, now);
            return;
        }
        health.FailuresInARow++;
        health.LastFailureAt = now;
        if (outcome.Gone) subscription.Stop("The receiver answered 410 Gone.");
        if (health.FailuresInARow >= settings.FailuresBeforePause)
            health.PausedUntil = now + new Backoff(settings.FirstPause, settings.LongestPause).After(health.FailuresInARow - settings.FailuresBeforePause + 1, Random.Shared.NextDouble());
    }

    // X4: parked after a day. What a dead receiver was never even asked with goes the same way, or its backlog would grow without end;
    // after a standstill of our own every delivery still gets its attempt.
    internal static Task ParkOverdueAsync(IQueryable<WebhookDelivery> deliveries, DateTimeOffset now, string why, CancellationToken cancellationToken) =>
        deliveries.Where(d => d.State == DeliveryState.Pending && d.GiveUpAt <= now)
            .ExecuteUpdateAsync(set => set
                .SetProperty(d => d.State, DeliveryState.Parked)
                .SetProperty(d => d.FinishedAt, now)
                .SetProperty(d => d.LastError, d => d.LastError ?? why), cancellationToken);

    private IQueryable<WebhookDelivery> OfOne(long subscriptionKey) => db.Deliveries.Where(d => d.SubscriptionKey == subscriptionKey);
}
