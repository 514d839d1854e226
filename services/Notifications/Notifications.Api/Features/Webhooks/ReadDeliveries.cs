using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Features.Webhooks;

/// <summary>A line of the delivery log.</summary>
/// <param name="EventId">The <c>webhook-id</c> the receiver sees.</param>
public sealed record DeliveryView(
    Guid Id, Guid EventId, string EventType, DeliveryState State, int Attempts, DateTimeOffset EventAt, DateTimeOffset CreatedAt, DateTimeOffset? NextAttemptAt,
    DateTimeOffset? FinishedAt, int? LastStatus, string? LastError)
{
    internal static DeliveryView Of(WebhookDelivery d) => new(
        d.Id, d.Event.EventId, d.Event.Type, d.State, d.Attempts, d.Event.At, d.CreatedAt, d.State == DeliveryState.Pending ? d.NextAttemptAt : null, d.FinishedAt,
        d.LastStatus, d.LastError);
}

/// <summary>One attempt.</summary>
public sealed record AttemptView(int Number, DateTimeOffset At, int Milliseconds, int? Status, string? Error, string? Answer);

/// <summary>A delivery with all its attempts and the body that is sent.</summary>
public sealed record DeliveryDetailView(DeliveryView Delivery, string Body, IReadOnlyList<AttemptView> AttemptLog);

internal static class ReadDeliveries
{
    public static async Task<Results<Ok<Page<DeliveryView>>, Missing>> ListAsync(
        Guid id, NotificationsDb db, Cursors cursors, CancellationToken cancellationToken, Coded<DeliveryState>? state = null, string? eventType = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (await KeyOfAsync(db, id, cancellationToken) is not { } subscription) return new Missing("webhook", id);
        var list = $"deliveries:{id}:{state}:{eventType}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = db.Deliveries.AsNoTracking().Include(d => d.Event).Where(d => d.SubscriptionKey == subscription && d.Key < before);
        if (state is { Value: var wanted }) rows = rows.Where(d => d.State == wanted);
        if (eventType is not null) rows = rows.Where(d => d.Event.Type == eventType);
        var page = await rows.OrderByDescending(d => d.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(page, limit, list, d => d.Key, DeliveryView.Of));
    }

    public static async Task<Results<Ok<DeliveryDetailView>, Missing>> GetAsync(Guid id, Guid deliveryId, NotificationsDb db, CancellationToken cancellationToken)
    {
        if (await KeyOfAsync(db, id, cancellationToken) is not { } subscription) return new Missing("webhook", id);
        var delivery = await db.Deliveries.AsNoTracking().Include(d => d.Event).SingleOrDefaultAsync(d => d.Id == deliveryId && d.SubscriptionKey == subscription, cancellationToken);
        if (delivery is null) return new Missing("delivery", deliveryId);
        var attempts = await db.Attempts.AsNoTracking().Where(a => a.DeliveryKey == delivery.Key).OrderBy(a => a.Key)
            .Select(a => new AttemptView(a.Number, a.At, a.Milliseconds, a.Status, a.Error, a.Answer)).ToListAsync(cancellationToken);
        return TypedResults.Ok(new DeliveryDetailView(DeliveryView.Of(delivery), CloudEvent.Of(delivery.Event), attempts));
    }

    internal static Task<long?> KeyOfAsync(NotificationsDb db, Guid id, CancellationToken cancellationToken) =>
        db.Subscriptions.Where(s => s.Id == id).Select(s => (long?)s.Key).SingleOrDefaultAsync(cancellationToken);
}
