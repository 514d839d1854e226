using CrmPlatform.Identity.Contracts;
using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Features.Mail;
using CrmPlatform.Notifications.Features.Privacy;
using CrmPlatform.Notifications.Features.Stream;
using CrmPlatform.Notifications.Features.Unsubscribe;
using CrmPlatform.Notifications.Features.Webhooks;
using CrmPlatform.Notifications.Intake;
using CrmPlatform.Notifications.Live;
using CrmPlatform.Notifications.Mailing;
using CrmPlatform.Notifications.Sending;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Privacy;

namespace CrmPlatform.Notifications;

/// <summary>The Notifications service: everything that leaves the house. Webhooks, live updates, mail.</summary>
public static class NotificationsHost
{
    public const string Name = "notifications";

    public static WebApplication Build(string[] args, HostCustomisation? customise = null)
    {
        var builder = ServiceHost.CreateBuilder(args, Name, customise);
        builder.AddRights((role, permission) => (RowScope)RightsTable.Of(role, permission));
        builder.AddDatabase<NotificationsDb, NotificationsSqlite, NotificationsSqlServer>();
        builder.AddIntake();
        builder.AddWebhooks();
        builder.AddLiveUpdates();
        builder.AddMailing();
        builder.Services.AddPrivacySource<HeldHere>();
        builder.Services.AddValidation();

        var app = builder.Build();
        app.UseServiceDefaults(typeof(NotificationsHost).Assembly);
        var api = app.MapApi();
        api.MapWebhooks();
        api.MapDeliveries();
        api.MapStream();
        api.MapMail();
        api.MapUnsubscribe();
        app.MapPrivacySource();
        app.Lifetime.ApplicationStopping.Register(() => app.Services.GetRequiredService<LiveHub>().EndAll());
        return app;
    }
}
