using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Merging;

/// <summary>
/// A request that read a customer just before it was merged may write to it just after. For some minutes after a merge such rows are
/// sent on to the survivor; what is done twice by two replicas is done once.
/// </summary>
internal sealed class MergeSweeper(IServiceScopeFactory scopes, TimeProvider time, ILogger<MergeSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Rows of merged customers could not be sent on; it is tried again");
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        var mover = new RowMover(db);
        foreach (var merge in await mover.LeftBehindAsync(time.GetUtcNow() - Recent, cancellationToken))
        {
            await db.BeginWriteAsync(cancellationToken);
            if (await db.AllCustomers.AnyAsync(c => c.Id == merge.MergedId && c.MergedInto == merge.SurvivorId, cancellationToken))
                await mover.SweepAsync(merge, cancellationToken);
            await db.CommitAsync(cancellationToken);
        }
    }
}
