using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.ServiceDefaults.Privacy;

/// <summary>
/// After an erasure the old pages still lie in SQLite's write-ahead log, and cells that once moved from page to page may have left
/// copies that <c>secure_delete</c> does not know of. This writes the file anew and cuts the log to nothing; writers wait meanwhile.
/// On SQL Server there is nothing to do here: its log is the operator's to truncate.
/// </summary>
public sealed class SqliteScrub : BackgroundService
{
    /// <summary>The counter that says how many erasures have not been scrubbed.</summary>
    internal const string Owed = "erasures-to-scrub";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider time;
    private readonly ILogger<SqliteScrub> log;
    private readonly SemaphoreSlim wanted = new(1);
    private long asked = 1;
    private long done;

    internal SqliteScrub(IServiceScopeFactory scopes, TimeProvider time, ILogger<SqliteScrub> log) => (this.scopes, this.time, this.log) = (scopes, time, log);

    /// <summary>Nothing asked for is still to be done.</summary>
    public bool IsClean => Interlocked.Read(ref done) == Interlocked.Read(ref asked);

    /// <summary>Asks for it; returns at once.</summary>
    public void Pulse()
    {
        Interlocked.Increment(ref asked);
        wanted.Release();
    }

    public override void Dispose()
    {
        wanted.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await wanted.WaitAsync(stoppingToken);
                var upTo = Interlocked.Read(ref asked);
                while (!await ScrubAsync(stoppingToken)) await Task.Delay(Pause, time, stoppingToken);
                Interlocked.Exchange(ref done, upTo);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "The database could not be scrubbed after an erasure; it is tried again");
                wanted.Release();
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>True when nothing is owed any more; a reader that was in the middle of something makes it wait.</summary>
    private async Task<bool> ScrubAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
        if (!db.IsSqlite || await OwedAsync(db, cancellationToken) is not (> 0 and var owed)) return true;
        var gate = scope.ServiceProvider.GetRequiredService<WriteGate>();
        await db.Database.OpenConnectionAsync(cancellationToken);
        await gate.EnterAsync(cancellationToken);
        try
        {
            var connection = (SqliteConnection)db.Database.GetDbConnection();
            // The copy goes to a file and not to memory: the database may be larger than that.
            await RunAsync(connection, "PRAGMA temp_store=FILE", cancellationToken);
            await RunAsync(connection, "VACUUM", cancellationToken);
            await RunAsync(connection, "PRAGMA temp_store=MEMORY", cancellationToken);
            if (await RunAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken) != 0) return false;
            await db.Counters.Where(counter => counter.Name == Owed).ExecuteUpdateAsync(set => set.SetProperty(c => c.Value, c => c.Value - owed), cancellationToken);
            return true;
        }
        finally
        {
            gate.Leave();
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task<long> OwedAsync(ServiceDb db, CancellationToken cancellationToken) =>
        await db.Counters.Where(counter => counter.Name == Owed).Select(counter => (long?)counter.Value).SingleOrDefaultAsync(cancellationToken) ?? 0;

    /// <summary>The first number of the answer: of a checkpoint, whether it was kept from finishing.</summary>
    private static async Task<long> RunAsync(SqliteConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are those above.
        command.CommandText = statement;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellationToken) is long answer ? answer : 0;
    }
}
