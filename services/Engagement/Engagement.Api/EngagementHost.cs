using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Features;
using CrmPlatform.Engagement.Features.Calendars;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Privacy;
using NodaTime;

namespace CrmPlatform.Engagement;

/// <summary>The Engagement service: every call, visit and promise.</summary>
public static class EngagementHost
{
    public const string Name = "engagement";

    public static WebApplication Build(string[] args, HostCustomisation? customise = null)
    {
        var builder = ServiceHost.CreateBuilder(args, Name, customise);
        builder.AddRights((role, permission) => (RowScope)RightsTable.Of(role, permission));
        builder.AddDatabase<EngagementDb, EngagementSqlite, EngagementSqlServer>();
        builder.AddMessaging(EventsTaken.Listen);
        builder.Services.AddOptions<EngagementOptions>().Bind(builder.Configuration.GetSection(EngagementOptions.Section)).ValidateDataAnnotations()
            // The system takes names of Windows too, diaries do not.
            .Validate(options => TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _) && DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.TimeZone) is not null, "Engagement:TimeZone is no IANA time zone, such as Asia/Shanghai.")
            .ValidateOnStart();
        builder.Services.AddServiceClient<CustomersClient>(builder.Configuration, "customers");
        builder.Services.AddFeatures();
        builder.Services.AddValidation();

        var app = builder.Build();
        app.UseServiceDefaults(typeof(EngagementHost).Assembly);
        app.MapApi().MapFeatures();
        app.MapCalendarFeed();
        app.MapPrivacySource();
        return app;
    }
}
