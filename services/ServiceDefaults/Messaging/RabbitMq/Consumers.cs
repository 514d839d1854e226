using System.Globalization;
using System.Text.Json;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Telemetry;
using MassTransit;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Messaging.RabbitMq;

/// <summary>
/// Takes one kind of event from the broker for one handler. A failure is thrown to MassTransit, which tries again at once and then
/// from the delay queues; when those are used up the event becomes a dead letter in this service's database.
/// </summary>
internal sealed class EventConsumer<TEvent, THandler>(
    Subscriptions subscriptions, DeliveryPipeline pipeline, Failures failures, IOptions<MessagingOptions> options) : IConsumer<TEvent>
    where TEvent : class
{
    public Task Consume(ConsumeContext<TEvent> context) => Arrived.DiscreetlyAsync(() => TakeAsync(context));

    private async Task TakeAsync(ConsumeContext<TEvent> context)
    {
        var subscription = subscriptions.Find(typeof(THandler).Name, WireName.Of(typeof(TEvent)))!;
        var delivery = Arrived.From(context);
        try
        {
            await pipeline.DeliverAsync(subscription, [delivery], context.CancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && Arrived.IsLastAttempt(context, options.Value))
        {
            await failures.KeepAsync(subscription, delivery, failure, options.Value.Delays.Count + 1, context.CancellationToken);
        }
    }
}

/// <summary>As <see cref="EventConsumer{TEvent,THandler}"/>, many at a time. What fails in a batch is kept and retried one by one.</summary>
internal sealed class BatchEventConsumer<TEvent, THandler>(Subscriptions subscriptions, Failures failures) : IConsumer<Batch<TEvent>>
    where TEvent : class
{
    public Task Consume(ConsumeContext<Batch<TEvent>> context)
    {
        var subscription = subscriptions.Find(typeof(THandler).Name, WireName.Of(typeof(TEvent)))!;
        return Arrived.DiscreetlyAsync(() => failures.DeliverOrKeepAsync(subscription, [.. context.Message.Select(Arrived.From)], context.CancellationToken));
    }
}

/// <summary>Bounds a batch: what has come within a short while, so that a single event is not held up.</summary>
internal sealed class BatchEventConsumerDefinition<TEvent, THandler> : ConsumerDefinition<BatchEventConsumer<TEvent, THandler>>
    where TEvent : class
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<BatchEventConsumer<TEvent, THandler>> consumerConfigurator, IRegistrationContext context) =>
        consumerConfigurator.Options<BatchOptions>(batch => batch
            .SetMessageLimit(200).SetTimeLimit(TimeSpan.FromMilliseconds(20)).SetTimeLimitStart(BatchTimeLimitStart.FromFirst).SetConcurrencyLimit(1));
}

internal static class Arrived
{
    public static Delivery From<TEvent>(ConsumeContext<TEvent> context) where TEvent : class => new(
        context.MessageId ?? throw new InvalidOperationException("The message has no id; it did not come from an outbox."),
        WireName.Of(typeof(TEvent)),
        DateTimeOffset.TryParse(context.Headers.Get<string>(BusPublisher.AtHeader), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
            ? at
            : new DateTimeOffset(context.SentTime ?? default, TimeSpan.Zero),
        context.Headers.Get<string>(BusPublisher.TraceHeader),
        JsonSerializer.Serialize(context.Message, Json.Tolerant));

    /// <summary>X6: MassTransit writes what is thrown into its spans and beside what it puts aside; there it must not quote data either.</summary>
    public static async Task DiscreetlyAsync(Func<Task> take)
    {
        try
        {
            await take();
        }
        catch (Exception failure) when (DiscreetLogs.Told(failure) is { } told && !ReferenceEquals(told, failure))
        {
            throw told;
        }
    }

    public static bool IsLastAttempt(ConsumeContext context, MessagingOptions options) =>
        context.GetRedeliveryCount() >= options.Delays.Count && context.GetRetryAttempt() >= Math.Max(1, options.ImmediateAttempts - 1);
}
