using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrmPlatform.ServiceDefaults.Hosting;

/// <summary>
/// The routes are made on a thread of their own while the rest of the host starts; by themselves they would be made at its end. Whoever needs
/// them sooner waits for them.
/// </summary>
internal sealed class RoutesBeside : IHostedLifecycleService
{
    public WebApplication? Host { get; set; }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (Host is not { } app) return Task.CompletedTask;
        // Makes known whose routes there are.
        app.UseEndpoints(_ => { });
        _ = Task.Run(() => app.Services.GetRequiredService<EndpointDataSource>().Endpoints, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
