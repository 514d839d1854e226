using CrmPlatform.ServiceDefaults.Hosting;
namespace CrmPlatform.Notifications.Sending;

internal static class SendingSetup
{
    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<WebhookOptions>().Bind(builder.Configuration.GetSection(WebhookOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SecretBox>();
        services.AddSingleton<Features.Webhooks.WebhookForm>();
        services.AddSingleton<GuardedConnection>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookSignal>();
        services.AddScoped<LaneRun>();
        services.AddHttpClient(WebhookSender.Client, client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("CrmPlatform-Webhooks/1.0");
            })
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<GuardedConnection>().CreateHandler())
            // The handler keeps its own connections fresh.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services.AddLoop<WebhookDispatcher>();
        services.AddSendingFigures();
    }
}
