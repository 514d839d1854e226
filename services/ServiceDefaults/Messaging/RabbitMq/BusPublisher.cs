using System.Text.Json;
using CrmPlatform.ServiceDefaults.Http;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.ServiceDefaults.Messaging.RabbitMq;

/// <summary>Publishes stored events with confirms; the message id is the row's.</summary>
internal sealed class BusPublisher(IBus bus, Subscriptions subscriptions, ILogger<BusPublisher> log) : IEventPublisher
{
    public const string AtHeader = "crm-at";
    public const string TraceHeader = "crm-traceparent";

    public Task PublishAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken) =>
        Task.WhenAll(rows.Select(row => PublishAsync(row, cancellationToken)));

    private Task PublishAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        if (!subscriptions.Published.TryGetValue(row.Type, out var type))
        {
            // Written by another version. Readers of the feed still get it; it must not hold up what stands behind it.
            log.LogWarning("This version does not know the event {Type}; {MessageId} goes out by the feed only", row.Type, row.Id);
            return Task.CompletedTask;
        }
        var message = JsonSerializer.Deserialize(row.Payload, type, Json.Tolerant)!;
        return bus.Publish(message, type, context =>
        {
            context.MessageId = row.Id;
            context.Headers.Set(AtHeader, row.At.ToString("O"));
            if (row.TraceParent is not null) context.Headers.Set(TraceHeader, row.TraceParent);
        }, cancellationToken);
    }
}
