using System.Text.Json;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Http;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Messaging.RabbitMq;

/// <summary>The broker's side of messaging. MassTransit is spoken to here and in the consumers beside it, nowhere else.</summary>
internal static class RabbitMqSetup
{
    public static void AddRabbitMq(this IServiceCollection services, Subscriptions subscriptions)
    {
        services.AddSingleton<IEventPublisher, BusPublisher>();
        // A broker that is down or slow must not keep a service from answering, nor end it: events wait in the outbox, the bus goes on trying.
        services.AddOptions<MassTransitHostOptions>().Configure(options => options.WaitUntilStarted = false);
        services.AddMassTransit(bus =>
        {
            foreach (var (subscription, type) in subscriptions.All.SelectMany(subscription => subscription.EventTypes.Select(type => (subscription, type))))
                bus.AddConsumer(ConsumerTypes.Of(subscription, type), ConsumerTypes.DefinitionOf(subscription, type));
            bus.UsingRabbitMq((context, rabbit) => Configure(context, rabbit, subscriptions));
        });
        services.StartBusWithLoops();
    }

    /// <summary>To put the bus together takes a third of a start. It is a loop like others, and its health is asked of it only when it is there: MassTransit's own check makes the bus with itself.</summary>
    private static void StartBusWithLoops(this IServiceCollection services)
    {
        var starts = services.Single(service => service.ServiceType == typeof(IHostedService) && IsMassTransits(service.ImplementationType));
        services.Remove(starts);
        services.AddSingleton(starts.ImplementationType!);
        services.AddLoop(provider => (IHostedService)provider.GetRequiredService(starts.ImplementationType!));
        var checks = services.Single(service => service.ServiceType == typeof(IConfigureOptions<HealthCheckServiceOptions>) && IsMassTransits(service.ImplementationType));
        services.Remove(checks);
        services.AddHealthChecks().AddCheck<BusHealth>("bus", tags: ["ready"]);
    }

    private static bool IsMassTransits(Type? type) => type?.Namespace?.StartsWith(nameof(MassTransit), StringComparison.Ordinal) == true;

    private static void Configure(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit, Subscriptions subscriptions)
    {
        var options = context.GetRequiredService<IOptions<MessagingOptions>>().Value;
        var service = context.GetRequiredService<ServiceIdentity>().Name;
        rabbit.Host(new Uri(options.RabbitMq!), host => host.PublisherConfirmation = true);
        rabbit.ConfigureJsonSerializerOptions(json => Json.Configure(new JsonSerializerOptions(json), required: false));
        rabbit.DeployDelayQueues(options);
        // A handler that takes everything of several services has one queue for all of it.
        foreach (var group in subscriptions.All.GroupBy(subscription => subscription.TakesAll ? (object)subscription.HandlerType : subscription))
        {
            var subscription = group.First();
            var queue = $"{options.QueuePrefix}.{service}.{JsonNamingPolicy.KebabCaseLower.ConvertName(subscription.Handler)}";
            rabbit.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.PrefetchCount = subscription.Batched ? 400 : 32;
                if (!subscription.Batched)
                {
                    endpoint.UseDelayQueues(options, context.GetRequiredService<IBus>);
                    endpoint.UseScheduledRedelivery(retry => retry.Intervals([.. options.Delays]));
                    endpoint.UseMessageRetry(retry => retry.Immediate(Math.Max(1, options.ImmediateAttempts - 1)));
                }
                foreach (var type in group.SelectMany(member => member.EventTypes)) endpoint.ConfigureConsumer(context, ConsumerTypes.Of(subscription, type));
            });
        }
    }
}

/// <summary>The thin consumer around each subscription.</summary>
internal static class ConsumerTypes
{
    public static Type Of(Subscription subscription, Type type) =>
        (subscription.Batched ? typeof(BatchEventConsumer<,>) : typeof(EventConsumer<,>)).MakeGenericType(type, subscription.HandlerType);

    public static Type? DefinitionOf(Subscription subscription, Type type) => subscription.Batched
        ? typeof(BatchEventConsumerDefinition<,>).MakeGenericType(type, subscription.HandlerType)
        : null;
}

/// <summary>A service answers without its broker; one that is not spoken to yet is no worse than one that is down.</summary>
internal sealed class BusHealth(IServiceProvider provider, LoopsState loops) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        !loops.HaveBegun ? HealthCheckResult.Degraded("The bus is not there yet.")
        : provider.GetRequiredService<IBusControl>().CheckHealth() is { Status: BusHealthStatus.Healthy } ? HealthCheckResult.Healthy()
        : HealthCheckResult.Degraded("The broker is not spoken to, or not by all queues."));
}
