using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Auth;

/// <summary>
/// The issuer's keys are read again only when somebody asks for them, and whoever asks first is still given the old ones. A service that
/// nobody calls for hours would then believe a key that was taken back long ago; so they are asked for all the time.
/// </summary>
internal sealed class IssuerWatch(IOptionsMonitor<JwtBearerOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Often, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await AskAsync(stoppingToken);
    }

    private async Task AskAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (options.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager is { } issuer) await issuer.GetConfigurationAsync(stoppingToken);
        }
        catch (InvalidOperationException)
        {
            // The issuer does not answer and never has: whoever comes is turned away and told so.
        }
    }
}
