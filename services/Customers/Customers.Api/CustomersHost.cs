using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Customers.Features;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Imports;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Privacy;

namespace CrmPlatform.Customers;

/// <summary>The Customers service: who they are, what they are worth, how close we are.</summary>
public static class CustomersHost
{
    public const string Name = "customers";

    public static WebApplication Build(string[] args, HostCustomisation? customise = null)
    {
        var builder = ServiceHost.CreateBuilder(args, Name, customise);
        builder.AddRights((role, permission) => (RowScope)RightsTable.Of(role, permission));
        builder.AddDatabase<CustomersDb, CustomersSqlite, CustomersSqlServer>();
        builder.AddMessaging(messaging => messaging.Publishes(typeof(CustomerChanged).Assembly).TakesEvents());
        builder.Services.AddOptions<CustomersOptions>().Bind(builder.Configuration.GetSection(CustomersOptions.Section)).ValidateDataAnnotations()
            .Validate(options => Phone.IsRegion(options.Region), "Customers:Region is no country of ISO 3166, such as CN.")
            // The shifts of whoever has no time zone of their own go out with this one.
            .Validate(options => StaffMember.IsZone(options.TimeZone), "Customers:TimeZone is no IANA time zone, such as Asia/Shanghai.")
            .ValidateOnStart();
        builder.Services.AddOptions<CareOptions>().Bind(builder.Configuration.GetSection(CareOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.AddImports();
        builder.Services.AddPrivacyCollector(builder.Configuration, "engagement", "service", "insights", "notifications");
        builder.Services.AddFeatures();
        builder.Services.AddValidation();

        var app = builder.Build();
        app.UseServiceDefaults(typeof(CustomersHost).Assembly);
        app.MapFeatures();
        return app;
    }
}
