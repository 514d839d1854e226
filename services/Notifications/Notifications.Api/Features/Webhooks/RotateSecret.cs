using System.ComponentModel.DataAnnotations;
using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.Notifications.Sending;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Features.Webhooks;

/// <summary>A signing secret is to be changed.</summary>
/// <param name="OverlapHours">How long the present secret signs beside the new one; 0 ends it at once.</param>
public sealed record RotateSecretRequest([property: Range(0, 720)] int OverlapHours = 24);

internal static class RotateSecret
{
    public static async Task<Results<Ok<NewWebhookSecretView>, Missing, Stale>> HandleAsync(
        Guid id, RotateSecretRequest request, IfMatch ifMatch, NotificationsDb db, SecretBox box, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Subscriptions.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } subscription) return new Missing("webhook", id);
        if (!ifMatch.Matches(subscription)) return new Stale(subscription.Version);
        var secret = WebhookSecret.New();
        subscription.Rotate(box.Seal(secret), time.GetUtcNow().AddHours(request.OverlapHours));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new NewWebhookSecretView(subscription.Id, secret.Text, subscription.PreviousSecretUntil, subscription.Version));
    }
}
