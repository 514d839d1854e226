using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrmPlatform.Identity.Tests.Support;

/// <summary>Another service, which knows the issuer by its settings only.</summary>
public sealed class GuardedService : IAsyncDisposable
{
    private readonly WebApplication app;

    private GuardedService(WebApplication app) => this.app = app;

    public static async Task<GuardedService> StartAsync(IdentityServer server)
    {
        var builder = ServiceHost.CreateBuilder(
            [
                "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Error",
                $"--Auth:Issuer={IdentityServer.PublicUrl}", $"--Auth:MetadataAddress={server.Url}/.well-known/openid-configuration",
            ],
            "guarded",
            builder =>
            {
                if (server.Clock is { } clock) builder.Services.AddSingleton<TimeProvider>(clock);
            });
        // It has no database: what works in the background has nothing to do.
        foreach (var background in builder.Services.Where(IsBackground).ToList()) builder.Services.Remove(background);
        builder.AddRights((role, permission) => (RowScope)Contracts.RightsTable.Of(role, permission));
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/customers", (Caller caller) => $"{caller.Subject} {caller.Name} {caller.Team} {caller.Reach} {caller.ClientId}")
            .RequirePermission(Permissions.CustomersRead);
        app.MapGet("/internal", () => "inside").RequireAuthorization(InternalAccess.Policy);
        await app.StartAsync();
        return new GuardedService(app);
    }

    public async Task<Answer> GetAsync(string path, string token)
    {
        using var client = new ApiClient(app.Urls.First(), token);
        return await client.GetAsync(path);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static bool IsBackground(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService)
        && service.ImplementationType?.Namespace?.StartsWith("CrmPlatform", StringComparison.Ordinal) == true;
}
