using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Passes;

/// <summary>
/// Looks now and then for what has fallen due. A lease keeps replicas from doing the same work at once; that each thing happens once
/// even so is the matter of the versions of what a pass changes.
/// </summary>
internal abstract class Pass(string name, IServiceScopeFactory scopes, IOptions<ComplaintsOptions> options, TimeProvider time, ILogger log) : BackgroundService
{
    private readonly string me = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";

    protected TimeProvider Time => time;

    protected ILogger Log => log;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PassInterval, time);
        do
        {
            try
            {
                while (await LeaseAsync(stoppingToken) && await OnceAsync(stoppingToken))
                {
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "The pass {Pass} failed; it is tried again", name);
            }
        }
        while (await TickAsync(timer, stoppingToken));
    }

    /// <summary>Does one piece. True when there may be more at once.</summary>
    protected abstract Task<bool> RunAsync(IServiceProvider scope, ComplaintsDb db, CancellationToken cancellationToken);

    private async Task<bool> OnceAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            return await RunAsync(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ComplaintsDb>(), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody was at one of them at the same moment: look again.
            return true;
        }
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> LeaseAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ComplaintsDb>();
        // SQLite belongs to one process.
        if (db.IsSqlite) return true;
        var now = time.GetUtcNow();
        var until = now + (options.Value.PassInterval * 4) + TimeSpan.FromSeconds(30);
        if (await db.PassLeases.Where(lease => lease.Name == name && (lease.Owner == me || lease.Until < now))
            .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Owner, me).SetProperty(lease => lease.Until, until), cancellationToken) == 1) return true;
        if (await db.PassLeases.AnyAsync(lease => lease.Name == name, cancellationToken)) return false;
        db.PassLeases.Add(new PassLease { Name = name, Owner = me, Until = until });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }
}
