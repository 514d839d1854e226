using Microsoft.Data.Sqlite;

namespace CrmPlatform.Standalone;

/// <summary>
/// Copies a data folder while a platform writes to it: all databases as they were at one moment, so that none knows more of another than
/// that one itself, and the files beside them.
/// </summary>
internal static class Backup
{
    private static readonly string[] NotCopied = [".db", ".db-wal", ".db-shm", ".partial"];

    /// <summary>Null is success; else what is wrong.</summary>
    public static string? Take(string data, string target)
    {
        if ($"{Path.GetFullPath(target)}/".StartsWith($"{Path.GetFullPath(data)}/", StringComparison.Ordinal)) return "A copy within the folder itself would be lost with it.";
        try
        {
            string[] databases = Directory.Exists(data) ? Directory.GetFiles(data, "*.db") : [];
            if (databases.Length == 0) return $"There is no database in {data}.";
            if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()) return $"{target} is not empty.";
            DataFolder.MakeForOwner(target);
            CopyAll(data, databases, target);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            return $"There is no whole copy in {target}: {failure.Message}";
        }
    }

    /// <summary>A copy that broke off leaves nothing: half of one is no use to anybody, and would be in the way of the next.</summary>
    private static void CopyAll(string data, string[] databases, string target)
    {
        var whole = false;
        try
        {
            CopyDatabases(databases, target);
            // After the databases: whatever file they speak of is there by now, and one too many does no harm.
            CopyFiles(data, target);
            whole = true;
        }
        finally
        {
            if (!whole) Empty(target);
        }
    }

    private static void Empty(string folder)
    {
        foreach (var file in Directory.GetFiles(folder)) File.Delete(file);
        foreach (var below in Directory.GetDirectories(folder)) Directory.Delete(below, recursive: true);
    }

    private static void CopyDatabases(string[] databases, string target)
    {
        var snapshots = Snapshots(databases);
        try
        {
            foreach (var (database, snapshot) in snapshots) Copy(snapshot, Path.Combine(target, Path.GetFileName(database)));
        }
        finally
        {
            foreach (var snapshot in snapshots.Values) snapshot.Dispose();
        }
    }

    /// <summary>Writers wait while every database gets a reader; the readers keep what they saw, and the writers go on.</summary>
    private static Dictionary<string, SqliteConnection> Snapshots(string[] databases)
    {
        var held = new List<SqliteConnection>();
        try
        {
            foreach (var database in databases)
            {
                held.Add(Open(database));
                Run(held[^1], "BEGIN IMMEDIATE");
            }
            return databases.ToDictionary(database => database, database =>
            {
                var reader = Open(database);
                Run(reader, "BEGIN");
                Run(reader, "SELECT COUNT(*) FROM sqlite_schema");
                return reader;
            });
        }
        finally
        {
            foreach (var connection in held) connection.Dispose();
        }
    }

    private static void Copy(SqliteConnection snapshot, string file)
    {
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        copy.Open();
        snapshot.BackupDatabase(copy);
    }

    private static void CopyFiles(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from).Where(file => Path.GetFileName(file) != DataFolder.Mark && !NotCopied.Any(file.EndsWith)))
        {
            try
            {
                File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
            }
            catch (FileNotFoundException)
            {
                // Thrown away meanwhile, as the upload of an import is when it ends.
            }
        }
        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            var copy = Path.Combine(to, Path.GetFileName(folder));
            DataFolder.MakeForOwner(copy);
            CopyFiles(folder, copy);
        }
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        connection.Open();
        Run(connection, "PRAGMA busy_timeout=30000");
        return connection;
    }

    private static void Run(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
