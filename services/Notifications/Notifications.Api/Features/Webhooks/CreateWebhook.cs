using System.ComponentModel.DataAnnotations;
using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.Notifications.Sending;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Features.Webhooks;

/// <summary>A client wants to be told of events.</summary>
/// <param name="ClientId">For which client; the caller itself when left out.</param>
public sealed record CreateWebhookRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    [property: Required, StringLength(2000, MinimumLength = 1)] string Url,
    [property: Required, MinLength(1), MaxLength(100)] IReadOnlyList<string> EventTypes,
    [property: MaxLength(20)] IReadOnlyList<WebhookFilter>? Filters = null,
    bool Active = true,
    [property: StringLength(100, MinimumLength = 1)] string? ClientId = null);

internal static class CreateWebhook
{
    public static async Task<Results<Created<NewWebhookView>, Invalid, Refused>> HandleAsync(
        CreateWebhookRequest request, NotificationsDb db, Caller caller, WebhookForm form, SecretBox box, IOptions<WebhookOptions> options, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var said = new WebhookRequest(request.Name, request.Url, request.EventTypes, request.Filters, request.Active);
        if (form.Check(said) is { } refusal) return new Invalid(refusal);
        // X1: who sees all may subscribe another client; everybody else only itself.
        var client = caller.SeesAll ? request.ClientId ?? caller.Subject : caller.Subject;
        if (await db.AllSubscriptions.CountAsync(other => other.ClientId == client, cancellationToken) >= options.Value.SubscriptionsPerClient)
            return new Refused("webhooks.too-many", $"'{client}' has {options.Value.SubscriptionsPerClient} subscriptions already; more are not allowed.");
        var (secret, now) = (WebhookSecret.New(), time.GetUtcNow());
        var subscription = WebhookSubscription.For(client, said.Terms, box.Seal(secret), now);
        db.Subscriptions.Add(subscription);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/webhooks/{subscription.Id}", new NewWebhookView(WebhookView.Of(subscription, null, now), secret.Text));
    }
}
