using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Messaging.RabbitMq;
using CrmPlatform.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Messaging;

public static class MessagingSetup
{
    /// <summary>Outbox, inbox and feed; through RabbitMQ too where a broker is configured.</summary>
    public static void AddMessaging(this WebApplicationBuilder builder, Action<MessagingBuilder> configure)
    {
        var services = builder.Services;
        services.AddOptions<MessagingOptions>().Bind(builder.Configuration.GetSection(MessagingOptions.Section))
            .Configure(options => options.RabbitMq ??= builder.Configuration.GetConnectionString("rabbitmq"))
            // Not told as it was written: it has a password in it.
            .Validate(options => string.IsNullOrWhiteSpace(options.RabbitMq) || IsBroker(options.RabbitMq), "Messaging:RabbitMq: an address such as amqp://user:password@localhost:5672/ is expected.")
            .ValidateDataAnnotations().ValidateOnStart();

        var messaging = new MessagingBuilder(services);
        configure(messaging);
        var subscriptions = messaging.Build();
        services.AddSingleton(subscriptions);
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<ServiceTrace>();
        services.AddSingleton<DeliveryPipeline>();
        services.AddSingleton<Failures>();
        services.AddSingleton<RetryWorker>();
        services.AddScoped<Feed>();
        services.AddSingleton<FeedClient>();
        services.AddSingleton<FeedProgress>();
        services.AddSingleton(provider => new FeedHandover(subscriptions, provider.GetRequiredService<TimeProvider>()));
        services.AddLoop<OutboxDispatcher>();
        services.AddLoop<RetryWorker>();
        services.AddLoop<FeedReader>();
        services.AddLoop<HouseMetrics>();
        foreach (var source in subscriptions.Sources) services.AddFeedClient(builder.Configuration, source);

        var broker = builder.Configuration.GetSection(MessagingOptions.Section)["RabbitMq"] ?? builder.Configuration.GetConnectionString("rabbitmq");
        if (!string.IsNullOrWhiteSpace(broker)) services.AddRabbitMq(subscriptions);
    }

    private static bool IsBroker(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "amqp" or "amqps" or "rabbitmq" or "rabbitmqs", Host.Length: > 0 };
}
