using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.ServiceDefaults.Idempotency;

/// <summary>Removes idempotency keys a day after their use.</summary>
internal sealed class KeySweeper(IServiceScopeFactory scopes, TimeProvider time, ILogger<KeySweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
                var now = time.GetUtcNow();
                await db.BeginWriteAsync(stoppingToken);
                await db.IdempotencyKeys.Where(key => key.ExpiresAt < now).ExecuteDeleteAsync(stoppingToken);
                await db.CommitAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Old idempotency keys could not be removed; it is tried again");
            }
        }
    }
}
