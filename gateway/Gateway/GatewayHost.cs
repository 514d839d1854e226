using CrmPlatform.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace CrmPlatform.Gateway;

/// <summary>The one door: routes, limits, and one description of everything behind it.</summary>
public static class GatewayHost
{
    public const string Name = "gateway";

    public static WebApplication Build(string[] args, HostCustomisation? customise = null)
    {
        var builder = ServiceHost.CreateBareBuilder(args, Name);
        builder.Services.Configure<KeyManagementOptions>(NothingSealed.Use);
        builder.AddGatewayOptions();
        builder.AddWireLimits();
        builder.AddProxiesInFront();
        builder.AddCrossOrigin();
        builder.AddRoutes();
        builder.AddCallerLimits();
        builder.AddAggregateHealth();
        builder.AddMergedOpenApi();
        builder.AddCompression();
        customise?.Invoke(builder);

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseEdgeHeaders();
        app.UsePlainPaths();
        app.UseHttpsByWish();
        app.UseBodyLimits();
        app.UseResponseCompression();
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.MapAggregateHealth();
        app.MapMergedOpenApi();
        app.MapServices();
        return app;
    }
}
