using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Idempotency;

namespace CrmPlatform.Notifications.Features.Webhooks;

/// <summary>X4: what clients want to be told, and what became of it.</summary>
internal static class WebhooksEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").RequirePermission(Permissions.WebhooksManage).WithTags("Webhooks");
        webhooks.MapGet("/event-types", ListEventTypes.Handle).WithName("webhook-event-types").WithSummary("The events there are to subscribe to.");
        webhooks.MapPost("", CreateWebhook.HandleAsync).ShowsSecret()
            .WithName("webhook-create").WithSummary("Subscribes a client to events; the signing secret is shown this once.");
        webhooks.MapGet("", ReadWebhooks.ListAsync).WithName("webhooks").WithSummary("Subscriptions, oldest first.");
        webhooks.MapGet("/{id:guid}", ReadWebhooks.GetAsync).WithName("webhook").WithSummary("One subscription and how its receiver is doing.");
        webhooks.MapGet("/{id:guid}/history", WebhookHistory.HandleAsync).WithName("webhook-history").WithSummary("What was changed of a subscription, by whom and when.");
        webhooks.MapPut("/{id:guid}", ChangeWebhook.ReplaceAsync).RequireIfMatch().WithName("webhook-replace").WithSummary("Replaces what a subscription says.");
        webhooks.MapPatch("/{id:guid}", ChangeWebhook.PatchAsync).RequireIfMatch().WithName("webhook-patch").WithSummary("Changes some of it (JSON Merge Patch).");
        webhooks.MapDelete("/{id:guid}", DeleteWebhook.HandleAsync).RequireIfMatch().WithName("webhook-delete").WithSummary("Ends a subscription; its delivery log goes with it.");
        webhooks.MapPost("/{id:guid}/secret", RotateSecret.HandleAsync).RequireIfMatch().ShowsSecret()
            .WithName("webhook-secret").WithSummary("Makes a new signing secret; the old one signs too for a while.");
    }

    public static void MapDeliveries(this IEndpointRouteBuilder api)
    {
        var deliveries = api.MapGroup("/webhooks/{id:guid}").RequirePermission(Permissions.WebhooksManage).WithTags("Webhooks");
        deliveries.MapPost("/ping", PingWebhook.HandleAsync).WithName("webhook-ping").WithSummary("Sends a first event, so that a receiver can be tried out.");
        deliveries.MapGet("/deliveries", ReadDeliveries.ListAsync).WithName("webhook-deliveries").WithSummary("The delivery log, newest first.");
        deliveries.MapGet("/deliveries/{deliveryId:guid}", ReadDeliveries.GetAsync).WithName("webhook-delivery").WithSummary("One delivery with every attempt.");
        deliveries.MapPost("/deliveries/{deliveryId:guid}/replay", ReplayDeliveries.OneAsync).WithName("webhook-replay").WithSummary("Delivers one event again, under its old id.");
        deliveries.MapPost("/replays", ReplayDeliveries.RangeAsync).WithName("webhook-replay-range").WithSummary("Delivers again what fell into a span of time.");
    }
}
