using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>Tries failed deliveries again when their time has come.</summary>
internal sealed class RetryWorker(
    IServiceScopeFactory scopes, Subscriptions subscriptions, Failures failures, IOptions<MessagingOptions> options, TimeProvider time, ILogger<RetryWorker> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PollInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default))
        {
            try
            {
                await RetryDueAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Failed deliveries could not be retried; it is tried again");
            }
        }
    }

    private async Task RetryDueAsync(CancellationToken cancellationToken)
    {
        List<FailedDelivery> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var now = time.GetUtcNow();
            due = await scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db.FailedDeliveries.AsNoTracking()
                .Where(failed => failed.NextAttemptAt != null && failed.NextAttemptAt <= now)
                .OrderBy(failed => failed.NextAttemptAt).Take(100).ToListAsync(cancellationToken);
        }
        foreach (var failed in due)
        {
            if (subscriptions.Find(failed.Handler, failed.Type) is not { } subscription) continue;
            await RetryAsync(subscription, failed, cancellationToken);
        }
    }

    /// <summary>One round of attempts for one failed delivery; a success removes it with the effect, in one transaction.</summary>
    internal async Task<bool> RetryAsync(Subscription subscription, FailedDelivery failed, CancellationToken cancellationToken)
    {
        var delivery = new Delivery(failed.MessageId, failed.Type, failed.EventAt, failed.TraceParent, failed.Payload);
        var failure = await failures.TryAsync(subscription, [delivery], cancellationToken, async db =>
        {
            if (await db.FailedDeliveries.FindAsync([failed.Key], cancellationToken) is { } row) db.FailedDeliveries.Remove(row);
        });
        if (failure is null) return true;
        await failures.KeepAsync(subscription, delivery, failure, failed.Attempts + 1, cancellationToken);
        return false;
    }
}
