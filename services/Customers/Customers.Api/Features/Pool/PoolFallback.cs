using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Pool;

/// <summary>
/// C6: a customer that was left alone for its follow-up cadence (E6) and 30 days more falls into the pool; a key customer never, and
/// history brought in from elsewhere never makes one fall. Found by an index over what the cadence depends on and last activity.
/// </summary>
internal sealed class PoolFallback(CustomersDb db, IOptions<CustomersOptions> options, TimeProvider time)
{
    private const string By = "system:customers";
    private const int AtATime = 100;

    private static readonly (RelationshipStage Stage, SalesPhase Phase)[] Places =
        [.. from stage in Enum.GetValues<RelationshipStage>() from phase in Enum.GetValues<SalesPhase>() select (stage, phase)];

    /// <summary>
    /// One piece; the number of customers that fell. Several replicas may work on the same piece: a customer's version lets one of them
    /// save, and the other looks again.
    /// </summary>
    public async Task<int> PieceAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var plans = await db.SupportPlans.AsNoTracking().ToDictionaryAsync(plan => plan.Class, plan => plan.CadenceDays, cancellationToken);
        var cadences = await db.Cadences.AsNoTracking().ToDictionaryAsync(cadence => (cadence.Class, cadence.Stage, cadence.Phase), cadence => cadence.Days, cancellationToken);
        await db.BeginWriteAsync(cancellationToken);
        var fallen = 0;
        foreach (var (watch, abc) in new[] { (PoolWatch.ClassA, AbcClass.A), (PoolWatch.ClassB, AbcClass.B), (PoolWatch.ClassC, AbcClass.C) })
        {
            foreach (var (stage, phase) in Places)
            {
                var cadence = cadences.TryGetValue((abc, stage, phase), out var own) ? own : plans.TryGetValue(abc, out var planned) ? planned : SupportPlan.Default(abc).CadenceDays;
                fallen += await LetFallAsync(watch, stage, phase, cadence + options.Value.PoolGraceDays, AtATime - fallen, now, cancellationToken);
                if (fallen >= AtATime) break;
            }
        }
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitAsync(cancellationToken);
        return fallen;
    }

    private async Task<int> LetFallAsync(PoolWatch watch, RelationshipStage stage, SalesPhase phase, int days, int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now.AddDays(-days);
        var fallen = 0;
        foreach (var customer in await Left(db, watch, stage, phase, since).Take(most).ToListAsync(cancellationToken))
        {
            var owner = customer.OwnerId;
            if (!customer.FallIntoPool()) continue;
            db.Tell(customer);
            db.Publish(new CustomerTransferred(customer.Id, owner, null, customer.Team, customer.Team, $"no activity for {days} days", By, now), customer.Id);
            fallen++;
        }
        return fallen;
    }

    /// <summary>Those left alone since before an instant, the longest first.</summary>
    internal static IQueryable<Customer> Left(CustomersDb db, PoolWatch watch, RelationshipStage stage, SalesPhase phase, DateTimeOffset since) =>
        db.AllCustomers.Where(c => c.PoolWatch == watch && c.Stage == stage && c.SalesPhase == phase && c.QuietSince < since).OrderBy(c => c.QuietSince);
}

/// <summary>Looks every few minutes whether customers fall into the pool.</summary>
internal sealed class PoolLoop(IServiceScopeFactory scopes, TimeProvider time, ILogger<PoolLoop> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                while (await PieceAsync(stoppingToken) > 0)
                {
                }
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another replica, or somebody at work on one of them, was first; what is still due is found at the next look.
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "The pool could not be looked after; it is tried again");
            }
        }
    }

    private async Task<int> PieceAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PoolFallback>().PieceAsync(cancellationToken);
    }
}
