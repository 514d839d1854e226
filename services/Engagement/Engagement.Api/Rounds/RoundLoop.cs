using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Rounds;

/// <summary>
/// Makes the rounds, one after the other. Of several replicas one does at a time: not because two would do harm, but because they would
/// do everything twice and throw one half away.
/// </summary>
internal sealed class RoundLoop(
    IEnumerable<IRound> rounds, RoundSignal signal, IServiceScopeFactory scopes, IOptions<EngagementOptions> options, TimeProvider time, ILogger<RoundLoop> log)
    : BackgroundService
{
    private readonly string me = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.RoundInterval == TimeSpan.Zero) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await LeaseAsync(stoppingToken)) await RunAllAsync(stoppingToken);
                await PauseAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "The rounds could not be made; they are tried again");
                await Task.Delay(options.Value.RoundInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RunAllAsync(CancellationToken stopping)
    {
        foreach (var round in rounds)
        {
            try
            {
                await round.RunAsync(stopping);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "{Round} did not come to its end; it goes on with the next round", round.GetType().Name);
            }
        }
    }

    private async Task PauseAsync(CancellationToken stopping)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(Task.Delay(options.Value.RoundInterval, time, woken.Token), signal.WaitAsync(woken.Token));
        await woken.CancelAsync();
    }

    // SQLite belongs to one process; a lease would only delay a restart.
    private async Task<bool> LeaseAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EngagementDb>();
        if (db.IsSqlite) return true;
        var now = time.GetUtcNow();
        var until = now + (2 * options.Value.RoundInterval);
        if (!await db.RoundLeases.AnyAsync(cancellationToken))
        {
            db.RoundLeases.Add(new RoundLease { Owner = me, Until = until });
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        return await db.RoundLeases.Where(lease => lease.Owner == me || lease.Until < now)
            .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Owner, me).SetProperty(lease => lease.Until, until), cancellationToken) == 1;
    }
}
