using Microsoft.Extensions.Options;

namespace CrmPlatform.Identity.Keys;

/// <summary>Looks after the keys while the service runs.</summary>
internal sealed class KeyWorker(KeyRing ring, IOptions<IdentityOptions> options, ILogger<KeyWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await ring.WaitAsync(options.Value.Keys.Check, stoppingToken);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                await ring.RefreshAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "The keys could not be looked after; it is tried again");
            }
        }
    }
}
