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
                fallen += await LetFallAsync(Left(db, watch, stage, phase, Since(CadenceOf(abc, stage, phase))), CadenceOf(abc, stage, phase), AtATime - fallen);
                if (fallen >= AtATime) break;
            }
            foreach (var stage in Enum.GetValues<RelationshipStage>())
            {
                if (fallen >= AtATime) break;
                // Longest of the three: nobody falls early because a deal was told of before phases were.
                var longest = Enum.GetValues<SalesPhase>().Max(phase => CadenceOf(abc, stage, phase));
                fallen += await LetFallAsync(LeftUntold(db, watch, stage, Since(longest)), longest, AtATime - fallen);
            }
        }
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitAsync(cancellationToken);
        return fallen;

        int CadenceOf(AbcClass abc, RelationshipStage stage, SalesPhase phase) =>
            cadences.TryGetValue((abc, stage, phase), out var own) ? own : plans.TryGetValue(abc, out var planned) ? planned : SupportPlan.Default(abc).CadenceDays;

        DateTimeOffset Since(int cadence) => now.AddDays(-cadence - options.Value.PoolGraceDays);

        async Task<int> LetFallAsync(IQueryable<Customer> left, int cadence, int most)
        {
            var gone = 0;
            foreach (var customer in await left.Take(most).ToListAsync(cancellationToken))
            {
                var owner = customer.OwnerId;
                if (!customer.FallIntoPool()) continue;
                db.Tell(customer);
                db.Publish(new CustomerTransferred(customer.Id, owner, null, customer.Team, customer.Team, $"no activity for {cadence + options.Value.PoolGraceDays} days", By, now), customer.Id);
                gone++;
            }
            return gone;
        }
    }

    /// <summary>Those left alone since before an instant, the longest first.</summary>
    internal static IQueryable<Customer> Left(CustomersDb db, PoolWatch watch, RelationshipStage stage, SalesPhase phase, DateTimeOffset since) =>
        db.AllCustomers.Where(c => c.PoolWatch == watch && c.Stage == stage && c.SalesPhase == phase && c.QuietSince < since
            && (c.SalesPhaseAt != null || !db.OpportunityMarks.Any(deal => deal.CustomerId == c.Id))).OrderBy(c => c.QuietSince);

    /// <summary>Those of whom deals are known and the phase is not: an earlier release heard of the deals without it.</summary>
    internal static IQueryable<Customer> LeftUntold(CustomersDb db, PoolWatch watch, RelationshipStage stage, DateTimeOffset since) =>
        db.AllCustomers.Where(c => c.PoolWatch == watch && c.Stage == stage && c.SalesPhase == SalesPhase.PreSale && c.QuietSince < since
            && c.SalesPhaseAt == null && db.OpportunityMarks.Any(deal => deal.CustomerId == c.Id)).OrderBy(c => c.QuietSince);
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
