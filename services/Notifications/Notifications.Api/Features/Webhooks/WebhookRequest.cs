using System.ComponentModel.DataAnnotations;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.Notifications.Intake;
using CrmPlatform.Notifications.Sending;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Features.Webhooks;

/// <summary>A condition on the data of an event.</summary>
/// <param name="Field">A dotted path: <c>stage</c>, <c>ownerId</c>.</param>
/// <param name="Values">One of them for <c>in</c>, none for <c>not-in</c>; the bound for <c>at-least</c> and <c>at-most</c>.</param>
public sealed record WebhookFilter(
    [property: Required, StringLength(100, MinimumLength = 1)] string Field,
    FilterOperator Operator,
    [property: Required, MinLength(1), MaxLength(100)] IReadOnlyList<string> Values);

/// <summary>What a subscription says.</summary>
/// <param name="Url">Where events are posted to; https.</param>
/// <param name="EventTypes">Names of events, or beginnings with <c>.*</c> behind: <c>crm.service.*</c>.</param>
/// <param name="Filters">All of them must hold.</param>
public sealed record WebhookRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    [property: Required, StringLength(2000, MinimumLength = 1)] string Url,
    [property: Required, MinLength(1), MaxLength(100)] IReadOnlyList<string> EventTypes,
    [property: MaxLength(20)] IReadOnlyList<WebhookFilter>? Filters = null,
    bool Active = true)
{
    internal static WebhookRequest Of(WebhookSubscription s) =>
        new(s.Name, s.Url, s.EventTypes, [.. s.Filters.Select(f => new WebhookFilter(f.Field, f.Operator, f.Values))], s.Active);

    internal SubscriptionTerms Terms => new(
        Name.Trim(), Url.Trim(), EventTypes, [.. (Filters ?? []).Select(f => new EventFilter(f.Field, f.Operator, f.Values))], Active);
}

/// <summary>A subscription, without its secret.</summary>
/// <param name="Stopped">Why the platform stopped delivering; null when it did not.</param>
/// <param name="PreviousSecretUntil">Until when the secret before the present one signs too.</param>
/// <param name="PausedUntil">When a receiver that keeps failing is asked again.</param>
public record WebhookView(
    Guid Id, string ClientId, string Name, string Url, IReadOnlyList<string> EventTypes, IReadOnlyList<WebhookFilter> Filters, bool Active, string? Stopped,
    DateTimeOffset? PreviousSecretUntil, DateTimeOffset CreatedAt, int FailuresInARow, DateTimeOffset? PausedUntil, DateTimeOffset? LastSuccessAt,
    DateTimeOffset? LastFailureAt, long Version) : IVersionedView
{
    internal static WebhookView Of(WebhookSubscription s, ReceiverHealth? health, DateTimeOffset now) => new(
        s.Id, s.ClientId, s.Name, s.Url, s.EventTypes, WebhookRequest.Of(s).Filters!, s.Active, s.Stopped, s.PreviousSecretUntil > now ? s.PreviousSecretUntil : null,
        s.CreatedAt, health?.FailuresInARow ?? 0, health?.PausedUntil, health?.LastSuccessAt, health?.LastFailureAt, s.Version);
}

/// <summary>A new subscription with its signing secret; it is shown this once.</summary>
public sealed record NewWebhookView(WebhookView Webhook, string Secret) : WebhookView(Webhook);

/// <summary>A new signing secret; it is shown this once.</summary>
public sealed record NewWebhookSecretView(Guid Id, string Secret, DateTimeOffset? PreviousSecretUntil, long Version) : IVersionedView;

/// <summary>Checks what a subscription says against the catalogue and the settings.</summary>
internal sealed class WebhookForm(EventCatalogue catalogue, IOptions<WebhookOptions> options)
{
    public Refusal? Check(WebhookRequest request)
    {
        if (request.EventTypes.FirstOrDefault(type => string.IsNullOrEmpty(type) || !catalogue.Knows(type)) is { } unknown)
            return Refusal.Invalid("eventTypes", "webhooks.unknown-event", $"There is no event '{unknown}'; /api/v1/webhooks/event-types lists them.");
        return ReceiverUrl.Check(request.Url.Trim(), options.Value.AllowHttp, options.Value.AllowPrivateAddresses);
    }
}
