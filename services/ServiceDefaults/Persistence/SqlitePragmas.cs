using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>
/// Sets what every SQLite handle needs, once per handle: pooled connections are opened often and their handle seldom.
/// synchronous=FULL makes a commit survive a power cut, secure_delete makes erased text really gone. The journal is written back after 4000
/// pages, about as many as its first index holds: a new customer alone writes eighty, and many of them again with the next one.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public const string Statements =
        "PRAGMA busy_timeout=30000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-65536; " +
        "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=2147418112;";

    private static readonly ConditionalWeakTable<object, object> Prepared = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Prepare(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Prepare(connection);
        return Task.CompletedTask;
    }

    public static void Prepare(DbConnection connection)
    {
        if (connection is not SqliteConnection { Handle: { } handle } sqlite || Prepared.TryGetValue(handle, out _)) return;
        using var command = sqlite.CreateCommand();
        command.CommandText = Statements;
        command.ExecuteNonQuery();
        Prepared.AddOrUpdate(handle, handle);
    }
}
