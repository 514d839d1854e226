using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>What a database says of itself when nothing is wrong with what was asked.</summary>
internal static class DatabaseTrouble
{
    private const int SqliteFull = 13;
    private const int SqlServerDeadlock = 1205;
    private static readonly int[] SqlServerFull = [1101, 1105, 9002];

    /// <summary>There is no room left for what was to be written.</summary>
    public static bool IsFull(Exception failure) => Says(failure, sqlite => sqlite.SqliteErrorCode == SqliteFull, server => SqlServerFull.Contains(server.Number));

    /// <summary>Of two that waited for each other this one had to give way; nothing of it was done.</summary>
    public static bool IsDeadlock(Exception failure) => Says(failure, _ => false, server => server.Number == SqlServerDeadlock);

    private static bool Says(Exception failure, Func<SqliteException, bool> sqlite, Func<SqlException, bool> server)
    {
        for (Exception? at = failure; at is not null; at = at.InnerException)
        {
            if (at is SqliteException one) return sqlite(one);
            if (at is SqlException other) return server(other);
        }
        return false;
    }
}
