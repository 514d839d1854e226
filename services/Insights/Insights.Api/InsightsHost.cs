using CrmPlatform.Identity.Contracts;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Folding;
using CrmPlatform.Insights.Features;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Privacy;

namespace CrmPlatform.Insights;

/// <summary>The Insights service: what it all means, and what to do next.</summary>
public static class InsightsHost
{
    public const string Name = "insights";

    public static WebApplication Build(string[] args, HostCustomisation? customise = null)
    {
        var builder = ServiceHost.CreateBuilder(args, Name, customise);
        builder.AddRights((role, permission) => (RowScope)RightsTable.Of(role, permission));
        builder.AddDatabase<InsightsDb, InsightsSqlite, InsightsSqlServer>();
        // Today's numbers are looked at while they change.
        builder.Services.Configure<MessagingOptions>(messaging => messaging.Gather = TimeSpan.FromMilliseconds(50));
        builder.AddMessaging(messaging => builder.Services.AddSingleton(new FoldTable(messaging.Publishes(typeof(ChurnWarned).Assembly))));
        builder.AddReadModels();
        builder.Services.AddFeatures();
        builder.Services.AddValidation();

        var app = builder.Build();
        app.UseServiceDefaults(typeof(InsightsHost).Assembly);
        app.MapInsights().MapFeatures();
        app.MapPrivacySource();
        return app;
    }
}
