using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.Notifications.Sending;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Features.Webhooks;

/// <summary>Replaces (PUT) or changes (PATCH) what a subscription says; what waits for the receiver goes to the new address.</summary>
internal static class ChangeWebhook
{
    public static async Task<Results<Ok<WebhookView>, Missing, Invalid, Stale>> ReplaceAsync(
        Guid id, WebhookRequest request, IfMatch ifMatch, NotificationsDb db, WebhookForm form, WebhookSignal signal, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Subscriptions.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } subscription) return new Missing("webhook", id);
        if (!ifMatch.Matches(subscription)) return new Stale(subscription.Version);
        return await ApplyAsync(subscription, request, db, form, signal, time, cancellationToken);
    }

    public static async Task<Results<Ok<WebhookView>, Missing, Invalid, Stale>> PatchAsync(
        Guid id, MergePatch<WebhookRequest> patch, IfMatch ifMatch, NotificationsDb db, WebhookForm form, WebhookSignal signal, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Subscriptions.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } subscription) return new Missing("webhook", id);
        if (!ifMatch.Matches(subscription)) return new Stale(subscription.Version);
        if (!patch.TryApply(WebhookRequest.Of(subscription), out var request, out var problem)) return problem!;
        return await ApplyAsync(subscription, request, db, form, signal, time, cancellationToken);
    }

    private static async Task<Results<Ok<WebhookView>, Missing, Invalid, Stale>> ApplyAsync(
        WebhookSubscription subscription, WebhookRequest request, NotificationsDb db, WebhookForm form, WebhookSignal signal, TimeProvider time, CancellationToken cancellationToken)
    {
        if (form.Check(request) is { } refusal) return new Invalid(refusal);
        subscription.Change(request.Terms);
        var health = await db.ReceiverHealth.SingleOrDefaultAsync(h => h.SubscriptionKey == subscription.Key, cancellationToken);
        // Whoever changed it has mended something: the receiver is asked at once.
        if (health is not null) (health.PausedUntil, health.FailuresInARow) = (null, 0);
        db.AfterCommit(() => signal.Wake([subscription.Key]));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(WebhookView.Of(subscription, health, time.GetUtcNow()));
    }
}
