using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Features.Clients;
using CrmPlatform.Identity.Features.Connect;
using CrmPlatform.Identity.Features.Keys;
using CrmPlatform.Identity.Features.Rights;
using CrmPlatform.Identity.Features.Sessions;
using CrmPlatform.Identity.Features.SignIn;
using CrmPlatform.Identity.Features.Users;
using CrmPlatform.Identity.Keys;
using CrmPlatform.Identity.Pages;
using CrmPlatform.Identity.Protocol;
using CrmPlatform.Identity.Settings;
using CrmPlatform.Identity.Start;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Identity;

/// <summary>Who somebody is and what they may do: accounts, clients, sign-in, tokens.</summary>
public static class IdentityHost
{
    public const string Service = "identity";

    public static WebApplication Build(string[] args, HostCustomisation? customise = null)
    {
        var builder = ServiceHost.CreateBuilder(args, Service, customise);
        builder.Services.AddValidation();
        builder.AddDatabase<IdentityDb, IdentitySqlite, IdentitySqlServer>();
        builder.AddMessaging(_ => { });
        builder.AddRights((role, permission) => (RowScope)RightsTable.Of(role, permission));
        builder.AddSettings();
        builder.AddAccounts();
        builder.AddKeyRing();
        builder.AddProtocol();
        builder.AddPages();
        builder.AddSignIn();
        builder.AddFirstStart();

        var app = builder.Build();
        app.UsePublicAddress();
        app.UseAttemptLimits();
        app.UseServiceDefaults(typeof(IdentityHost).Assembly);

        app.MapConnect();
        var pages = app.MapPages();
        pages.MapSignIn();
        pages.MapSignOut();

        var api = app.MapApi();
        api.MapUsers();
        api.MapClients();
        api.MapSessions();
        api.MapPermissions();
        api.MapKeys();
        return app;
    }
}
