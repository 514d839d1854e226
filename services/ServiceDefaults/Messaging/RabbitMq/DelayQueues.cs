using MassTransit;
using MassTransit.Configuration;
using MassTransit.Context;
using MassTransit.Scheduling;

namespace CrmPlatform.ServiceDefaults.Messaging.RabbitMq;

/// <summary>
/// Delayed redelivery without the broker's delayed-exchange plugin: a message to be tried later waits in a durable queue whose
/// time-to-live is the delay and whose dead-letter exchange is the default one, which leads it back to the queue it came from.
/// (With <c>UseDelayedRedelivery</c> and no plugin the failed declare would close the connection under every endpoint.)
/// </summary>
internal static class DelayQueues
{
    /// <summary>Declares the delay queues when the bus starts.</summary>
    public static void DeployDelayQueues(this IRabbitMqBusFactoryConfigurator rabbit, MessagingOptions options)
    {
        rabbit.DeployPublishTopology = true;
        rabbit.Publish<DelayTopology>(topology =>
        {
            topology.Exclude = false;
            foreach (var delay in options.Delays)
            {
                topology.BindQueue(Name(options, delay), Name(options, delay), queue =>
                {
                    queue.SetQuorumQueue();
                    queue.SetQueueArgument("x-message-ttl", (long)delay.TotalMilliseconds);
                    queue.SetQueueArgument("x-dead-letter-exchange", "");
                });
            }
        });
    }

    /// <summary>Gives the endpoint's redelivery a scheduler that sends to the delay queues.</summary>
    public static void UseDelayQueues(this IReceiveEndpointConfigurator endpoint, MessagingOptions options, Func<IBus> bus) =>
        endpoint.AddPrePipeSpecification(new SchedulerFilter(options, bus));

    private static string Name(MessagingOptions options, TimeSpan delay) => $"{options.QueuePrefix}.delay.{(long)delay.TotalMilliseconds}";

    /// <summary>Stands for no message; the delay queues are declared as its topology.</summary>
    private sealed record DelayTopology;

    private sealed class SchedulerFilter(MessagingOptions options, Func<IBus> bus) : IFilter<ConsumeContext>, IPipeSpecification<ConsumeContext>
    {
        // In front of the endpoint's pipe: the redelivery looks for its scheduler before the message's own filters run.
        public void Apply(IPipeBuilder<ConsumeContext> builder) => builder.AddFilter(this);

        public IEnumerable<ValidationResult> Validate() => [];

        public Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
        {
            context.GetOrAddPayload<MessageSchedulerContext>(() => new ConsumeMessageSchedulerContext(context,
                consumed => new MessageScheduler(new DelayQueueProvider(consumed, options), bus().Topology)));
            return next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("delayQueues");
    }

    private sealed class DelayQueueProvider(ConsumeContext context, MessagingOptions options) : IScheduleMessageProvider
    {
        public async Task<ScheduledMessage<T>> ScheduleSend<T>(
            Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken) where T : class
        {
            var wanted = scheduledTime - DateTime.UtcNow - TimeSpan.FromMilliseconds(200);
            var delay = options.Delays.Order().Where(d => d >= wanted).DefaultIfEmpty(options.Delays.Max()).First();
            var endpoint = await context.GetSendEndpoint(new Uri($"exchange:{Name(options, delay)}"));
            var queue = destinationAddress.AbsolutePath.Split('/')[^1];
            await endpoint.Send(message, Pipe.ExecuteAsync<SendContext<T>>(async sending =>
            {
                if (pipe.IsNotEmpty()) await pipe.Send(sending);
                sending.SetRoutingKey(queue);
            }), cancellationToken);
            return new ScheduledMessageHandle<T>(NewId.NextGuid(), scheduledTime, destinationAddress, message);
        }

        public Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken) => throw new NotSupportedException("A delayed event is not taken back.");

        public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) => CancelScheduledSend(tokenId, cancellationToken);
    }
}
