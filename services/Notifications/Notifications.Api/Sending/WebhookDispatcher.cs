using System.Collections.Concurrent;
using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.Notifications.Waking;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Sending;

/// <summary>Tells the dispatcher whose deliveries are to be made.</summary>
internal sealed class WebhookSignal : Bell
{
    private readonly ConcurrentDictionary<long, byte> woken = new();

    public void Wake(IEnumerable<long> subscriptionKeys)
    {
        foreach (var key in subscriptionKeys) woken[key] = 0;
        Pulse();
    }

    public IReadOnlyList<long> Take()
    {
        var keys = woken.Keys.ToList();
        foreach (var key in keys) woken.TryRemove(key, out _);
        return keys;
    }
}

/// <summary>
/// Gives every receiver a lane of its own, so that a slow or dead one delays nobody else. A lane exists while its receiver is owed
/// something. One replica delivers at a time.
/// </summary>
internal sealed class WebhookDispatcher(
    IServiceScopeFactory scopes, WebhookSignal signal, IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookDispatcher> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(10);

    /// <summary>Rows may become visible a little out of order; so many behind the newest are looked at again.</summary>
    private const int Overlap = 500;

    private readonly Lease lease = new("webhooks", TimeSpan.FromSeconds(30));
    private readonly Dictionary<long, Task<DateTimeOffset?>> running = [];
    private readonly Dictionary<long, DateTimeOffset> due = [];
    private long seen = -1;
    private DateTimeOffset swept;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Webhooks could not be looked after; it is tried again");
            }
            if (!stoppingToken.IsCancellationRequested) await signal.WaitAsync(Poll, time, stoppingToken);
        }
        await ((Task)Task.WhenAll(running.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<NotificationsDb>();
            if (!await lease.HoldAsync(db, now, cancellationToken)) return;
            foreach (var key in signal.Take().Concat(await NewcomersAsync(db, cancellationToken))) due[key] = now;
            if (now - swept > Sweep) await SweepAsync(db, now, cancellationToken);
        }
        foreach (var (key, lane) in running.Where(pair => pair.Value.IsCompleted).ToList())
        {
            running.Remove(key);
            // A failed lane (the database was away) is looked at again shortly.
            var next = lane.IsCompletedSuccessfully ? lane.Result : now + Poll;
            if (next is { } at && (!due.TryGetValue(key, out var sooner) || at < sooner)) due[key] = at;
        }
        foreach (var key in due.Where(pair => pair.Value <= now && !running.ContainsKey(pair.Key)).Select(pair => pair.Key).ToList())
        {
            due.Remove(key);
            running[key] = RunLaneAsync(key, cancellationToken);
        }
    }

    private async Task<DateTimeOffset?> RunLaneAsync(long key, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<LaneRun>().RunAsync(key, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning(failure, "A receiver's deliveries were interrupted; they are tried again");
            throw;
        }
        finally
        {
            signal.Pulse();
        }
    }

    /// <summary>Whose deliveries have come in since the last look, by whichever replica.</summary>
    private async Task<IReadOnlyList<long>> NewcomersAsync(NotificationsDb db, CancellationToken cancellationToken)
    {
        var first = seen < 0;
        var newest = await db.Deliveries.MaxAsync(delivery => (long?)delivery.Key, cancellationToken) ?? 0;
        if (newest == seen) return [];
        var after = seen - Overlap;
        seen = newest;
        return await db.Deliveries.Where(delivery => delivery.State == DeliveryState.Pending && (first || delivery.Key > after))
            .Select(delivery => delivery.SubscriptionKey).Distinct().ToListAsync(cancellationToken);
    }

    private async Task SweepAsync(NotificationsDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        swept = now;
        // No lane runs for who was stopped or switched off: what waited for them would wait, and be kept, for ever.
        await LaneRun.ParkOverdueAsync(db.Deliveries.Where(d => db.AllSubscriptions.Any(s => s.Key == d.SubscriptionKey && !s.Active)), now,
            "The subscription was not active for a day; this was not tried.", cancellationToken);
        var old = now - options.Value.KeepLog;
        await db.Deliveries.Where(d => d.State != DeliveryState.Pending && d.FinishedAt < old).ExecuteDeleteAsync(cancellationToken);
        await db.WebhookEvents.Where(e => e.At < old && !db.Deliveries.Any(d => d.EventKey == e.Key)).ExecuteDeleteAsync(cancellationToken);
    }
}
