using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Loyalty;

/// <summary>
/// Books expired points away (C14). It finds them by the index of open lots; each lot carries a version and each booking a reference
/// of its own, so that of several replicas one books a lot and the others find it done.
/// </summary>
internal sealed class PointsExpiry(IServiceScopeFactory scopes, TimeProvider time, ILogger<PointsExpiry> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private const int Batch = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                while (await ExpireAsync(stoppingToken) == Batch)
                {
                }
            }
            catch (DbUpdateException)
            {
                // Another replica, or somebody who spent them a moment before; the next round sees what is left.
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Expired points could not be booked away; it is tried again");
            }
        }
    }

    /// <summary>One batch; returns how many lots it looked at.</summary>
    internal async Task<int> ExpireAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        var now = time.GetUtcNow();
        if (!await db.PointsLots.AnyAsync(lot => lot.Remaining > 0 && lot.ExpiresAt <= now, cancellationToken)) return 0;
        await db.BeginWriteAsync(cancellationToken);
        var due = await db.PointsLots.Where(lot => lot.Remaining > 0 && lot.ExpiresAt <= now).OrderBy(lot => lot.ExpiresAt).Take(Batch).ToListAsync(cancellationToken);
        foreach (var lots in due.GroupBy(lot => lot.CustomerId))
        {
            var account = new PointsAccount(lots.Key, lots);
            foreach (var lot in lots)
                if (account.Expire(lot, "system:customers", now) is { } expired) db.PointsTransactions.Add(expired);
        }
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitAsync(cancellationToken);
        return due.Count;
    }
}
