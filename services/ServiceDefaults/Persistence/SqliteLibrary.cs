using SQLitePCL;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>
/// Sets what SQLite takes once for the whole process, before its first connection. A connection here is used by one thread at a time, so
/// it need not be locked for each column that is read (a list of fifty customers reads two thousand); and nobody asks how much memory
/// SQLite holds, so its threads need not queue to count it.
/// </summary>
internal static class SqliteLibrary
{
    // The library numbers its switches; the wrapper names none of them.
    private const int MultiThread = 2;
    private const int CountMemory = 9;

    private static readonly Lazy<bool> Set = new(() =>
    {
        Batteries_V2.Init();
        return raw.sqlite3_config(MultiThread) == raw.SQLITE_OK && raw.sqlite3_config(CountMemory, 0) == raw.SQLITE_OK;
    });

    /// <summary>False where somebody in the process used SQLite before: it then stays as it was, which is right too, only slower.</summary>
    public static bool Prepare() => Set.Value;
}
