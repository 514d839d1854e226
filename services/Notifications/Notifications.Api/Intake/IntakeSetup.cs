using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Notifications.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Notifications.Intake;

internal static class IntakeSetup
{
    public static void AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EventCatalogue>();
        builder.Services.AddScoped<WebhookIntake>().AddScoped<LiveIntake>().AddScoped<MailIntake>().AddScoped<MergeIntake>().AddScoped<ConsentIntake>().AddScoped<ErasureIntake>();
        builder.AddMessaging(messaging =>
        {
            messaging.Publishes(typeof(MailRefused).Assembly);
            messaging.From("customers").HandleAll<TakeEvents>(typeof(CustomerChanged).Assembly);
            messaging.From("engagement").HandleAll<TakeEvents>(typeof(VisitChanged).Assembly);
            messaging.From("service").HandleAll<TakeEvents>(typeof(ComplaintChanged).Assembly);
            messaging.From("insights").HandleAll<TakeEvents>(typeof(ZoneChanged).Assembly);
        });
    }
}
