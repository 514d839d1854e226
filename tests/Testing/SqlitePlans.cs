using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace CrmPlatform.Testing;

/// <summary>How SQLite looks up what is asked of it: the database's own plan.</summary>
public static class SqlitePlans
{
    /// <summary>Of everything that <paramref name="look"/> asks the context's connection, a line for each step.</summary>
    public static async Task<string> OfAsync(DbContext db, Func<Task> look)
    {
        await db.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var asked = new List<string>();
        // With its parameters written out, as the database was really asked.
        raw.sqlite3_trace(connection.Handle!, (_, sql) => asked.Add(sql), null);
        try
        {
            await look();
        }
        finally
        {
            raw.sqlite3_trace(connection.Handle!, (strdelegate_trace?)null, null);
        }
        return string.Join("\n", asked.Select(sql => PlanOf(sql, connection)));
    }

    private static string PlanOf(string sql, SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read()) lines.Add(reader.GetString(3));
        return string.Join("\n", lines);
    }
}
