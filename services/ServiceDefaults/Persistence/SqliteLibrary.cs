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

    private static readonly Lock Gate = new();
    private static bool prepared;

    /// <summary>Where somebody in the process used SQLite before, it refuses and stays as it was: right too, only slower.</summary>
    public static void Prepare()
    {
        lock (Gate)
        {
            if (prepared) return;
            Batteries_V2.Init();
            _ = raw.sqlite3_config(MultiThread);
            _ = raw.sqlite3_config(CountMemory, 0);
            prepared = true;
        }
    }
}
