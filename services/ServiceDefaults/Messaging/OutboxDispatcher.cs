using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>
/// Gives new outbox rows their place in the feed and, where there is a broker, publishes them. Several replicas may run; the state
/// row is the lock for positions, a lease on it keeps all but one from publishing the same rows again.
/// </summary>
internal sealed class OutboxDispatcher(
    IServiceScopeFactory scopes, OutboxSignal signal, IOptions<MessagingOptions> options, TimeProvider time, ILogger<OutboxDispatcher> log,
    IEventPublisher? publisher = null) : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    // A confirm that a dying broker never gave is given up for; what is published twice has its effect once.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string me = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";

    // Two loops: a broker that does not answer must not keep events out of the feed.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => publisher is null
        ? RepeatAsync(AssignAsync, stoppingToken)
        : Task.WhenAll(RepeatAsync(AssignAsync, stoppingToken), RepeatAsync((db, cancellationToken) => SendAsync(db, publisher, cancellationToken), stoppingToken));

    private async Task RepeatAsync(Func<ServiceDb, CancellationToken, Task<int>> step, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var news = signal.Next;
            try
            {
                while (await OnceAsync(step, stoppingToken) == BatchSize)
                {
                }
                await news.ForAsync(options.Value.PollInterval, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "The outbox could not be dispatched; it is tried again");
                await Task.Delay(options.Value.PollInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> OnceAsync(Func<ServiceDb, CancellationToken, Task<int>> step, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await step(scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db, cancellationToken);
    }

    private async Task<int> AssignAsync(ServiceDb db, CancellationToken cancellationToken)
    {
        if (!Positions.AreAssigned(db, options.Value) || !await db.Outbox.AnyAsync(row => row.Position == null, cancellationToken)) return 0;
        await db.BeginWriteAsync(cancellationToken);
        // The update of the one state row is the lock: whoever has it assigns, in commit order, what can be seen.
        await db.FeedStates.ExecuteUpdateAsync(set => set.SetProperty(state => state.LastPosition, state => state.LastPosition), cancellationToken);
        var last = await db.FeedStates.Select(state => state.LastPosition).SingleAsync(cancellationToken);
        var count = await db.Database.ExecuteSqlRawAsync(
            db.IsSqlite ? OutboxSql.AssignOnSqlite : OutboxSql.AssignOnSqlServer, [last, BatchSize], cancellationToken);
        await db.FeedStates.ExecuteUpdateAsync(set => set.SetProperty(state => state.LastPosition, state => state.LastPosition + count), cancellationToken);
        await db.CommitAsync(cancellationToken);
        if (count > 0) signal.Pulse();
        return count;
    }

    private async Task<int> SendAsync(ServiceDb db, IEventPublisher broker, CancellationToken cancellationToken)
    {
        var assigned = Positions.AreAssigned(db, options.Value);
        var state = await db.FeedStates.AsNoTracking().SingleAsync(cancellationToken);
        var rows = await (assigned
                ? db.Outbox.AsNoTracking().Where(row => row.Position > state.SentPosition).OrderBy(row => row.Position)
                : db.Outbox.AsNoTracking().Where(row => row.Key > state.SentPosition).OrderBy(row => row.Key))
            .Take(BatchSize).ToListAsync(cancellationToken);
        if (rows.Count == 0 || !await LeaseAsync(db, cancellationToken)) return 0;
        using (var patience = new CancellationTokenSource(Patience, time))
        using (var given = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken))
        {
            await broker.PublishAsync(rows, given.Token).WaitAsync(given.Token);
        }
        var sent = assigned ? rows[^1].Position!.Value : rows[^1].Key;
        await UpdateStateAsync(db, s => s.ExecuteUpdateAsync(
            set => set.SetProperty(state => state.SentPosition, state => state.SentPosition < sent ? sent : state.SentPosition), cancellationToken), cancellationToken);
        return rows.Count;
    }

    private async Task<bool> LeaseAsync(ServiceDb db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + Lease;
        return await UpdateStateAsync(db, states => states
            .Where(state => state.LeaseOwner == me || state.LeaseOwner == null || state.LeaseUntil < now)
            .ExecuteUpdateAsync(set => set.SetProperty(state => state.LeaseOwner, me).SetProperty(state => state.LeaseUntil, until), cancellationToken),
            cancellationToken) == 1;
    }

    private static async Task<int> UpdateStateAsync(ServiceDb db, Func<IQueryable<FeedState>, Task<int>> update, CancellationToken cancellationToken)
    {
        await db.BeginWriteAsync(cancellationToken);
        var changed = await update(db.FeedStates);
        await db.CommitAsync(cancellationToken);
        return changed;
    }
}

/// <summary>The statements that LINQ cannot say.</summary>
internal static class OutboxSql
{
    public const string AssignOnSqlite = """
        UPDATE "Outbox" SET "Position" = {0} + numbered."Place"
        FROM (SELECT "Key", ROW_NUMBER() OVER (ORDER BY "Key") AS "Place" FROM "Outbox" WHERE "Position" IS NULL ORDER BY "Key" LIMIT {1}) AS numbered
        WHERE "Outbox"."Key" = numbered."Key"
        """;

    // READPAST: a row that a transaction still holds is not committed, gets its place later, and does not make us wait.
    public const string AssignOnSqlServer = """
        WITH numbered AS (
            SELECT TOP ({1}) [Position], ROW_NUMBER() OVER (ORDER BY [Key]) AS [Place]
            FROM [Outbox] WITH (UPDLOCK, READPAST, ROWLOCK)
            WHERE [Position] IS NULL ORDER BY [Key])
        UPDATE numbered SET [Position] = {0} + [Place]
        """;
}
