using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Messaging;

internal static class RabbitMqSetup
{
    public static void AddRabbitMq(this IServiceCollection services, Subscriptions subscriptions, string broker)
    {
    }
}
