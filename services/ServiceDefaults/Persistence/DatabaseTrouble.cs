using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>What a database or a disk says of itself when nothing is wrong with what was asked.</summary>
internal static class DatabaseTrouble
{
    private const int SqliteFull = 13;
    private const int SqlServerDeadlock = 1205;
    private static readonly int[] SqlServerFull = [1101, 1105, 9002];

    // ENOSPC; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static readonly int[] FileFull = [28, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>There is no room left for what was to be written, in the database or in a file beside it.</summary>
    public static bool IsFull(Exception failure) => (failure is IOException file && FileFull.Contains(file.HResult)) || Says(failure, sqlite => sqlite.SqliteErrorCode == SqliteFull, server => SqlServerFull.Contains(server.Number));

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
