using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Customers.Features;
using CrmPlatform.Customers.Features.Merging;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Imports;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Persistence;

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
        builder.Services.AddOptions<CustomersOptions>().Bind(builder.Configuration.GetSection(CustomersOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.AddImports();
        builder.Services.AddFeatures();
        builder.Services.AddValidation();

        var app = builder.Build();
        app.UseServiceDefaults(typeof(CustomersHost).Assembly);
        var api = app.MapApi().RedirectMerged();
        api.MapFeatures();
        app.MapInternalFeatures();
        return app;
    }
}
