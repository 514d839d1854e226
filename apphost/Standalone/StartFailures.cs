using System.Xml;
using Microsoft.Data.Sqlite;

namespace CrmPlatform.Standalone;

/// <summary>What the data folder may be like so that nothing can start on it, said in a sentence.</summary>
internal static class StartFailures
{
    // SQLite's own numbers; it has names for them in C only.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Failed = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NoDatabase = 26;

    // No space, over quota: of Linux and macOS, and of Windows.
    private static readonly int[] NoSpace = [28, 69, 122, unchecked((int)0x80070070)];

    /// <summary>Null when the failure is none of the data.</summary>
    public static string? Of(Exception failure, DataFolder folder)
    {
        for (var at = failure; at is not null; at = at is AggregateException { InnerExceptions: [var first, ..] } ? first : at.InnerException)
        {
            switch (at)
            {
                case DamagedDataException damaged:
                    return damaged.Message;
                case SqliteException trouble:
                    return Of(trouble, folder);
                case XmlException damage:
                    return $"A key in {folder.Below("keys")} is damaged ({damage.Message}). Put the folder's keys back from a backup.";
                case IOException full when NoSpace.Contains(full.HResult):
                    return FullAt(folder);
                case UnauthorizedAccessException refused:
                    return $"{folder.Path} cannot be used for data: {refused.Message}";
            }
        }
        return null;
    }

    private static string? Of(SqliteException trouble, DataFolder folder) => trouble.SqliteErrorCode switch
    {
        Corrupt or NoDatabase => $"{Damaged(folder) ?? $"A database in {folder.Path}"} is damaged ({trouble.Message}). Put the data back from a backup; README says how.",
        Full => FullAt(folder),
        Busy or Locked => $"Another program holds a database in {folder.Path}: {trouble.Message}",
        ReadOnly or CannotOpen or Failed => $"{folder.Path} cannot be used for data: {trouble.Message}",
        _ => null,
    };

    private static string FullAt(DataFolder folder) => $"There is no space left for the data in {folder.Path}.";

    /// <summary>The first database that SQLite itself finds fault with.</summary>
    private static string? Damaged(DataFolder folder) => Directory.EnumerateFiles(folder.Path, "*.db").Order(StringComparer.Ordinal).FirstOrDefault(IsDamaged);

    private static bool IsDamaged(string database)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
            connection.Open();
            using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA quick_check(1)";
            return check.ExecuteScalar() is not "ok";
        }
        catch (SqliteException)
        {
            return true;
        }
    }
}
