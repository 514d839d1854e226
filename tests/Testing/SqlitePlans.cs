using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace CrmPlatform.Testing;

/// <summary>How SQLite looks up what is asked of it: the database's own plan.</summary>
public static class SqlitePlans
{
    /// <summary>Of everything that <paramref name="look"/> asks the context's connection, a line for each step.</summary>
    public static async Task<string> OfAsync(DbContext db, Func<Task> look)
    {
        var asked = await StatementsAsync(db, look);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        return string.Join("\n", asked.Select(sql => PlanOf(sql, connection)));
    }

    /// <summary>Everything that <paramref name="look"/> asks the context's connection, in order, with its parameters written out.</summary>
    public static async Task<IReadOnlyList<string>> StatementsAsync(DbContext db, Func<Task> look)
    {
        await db.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var asked = new List<string>();
        raw.sqlite3_trace(connection.Handle!, (_, sql) => asked.Add(sql), null);
        try
        {
            await look();
        }
        finally
        {
            raw.sqlite3_trace(connection.Handle!, (strdelegate_trace?)null, null);
        }
        return asked;
    }

    /// <summary>Of everything the database in this folder is asked by EF while <paramref name="look"/> runs, over HTTP for instance: each question with its plan.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfFolderAsync(string folder, Func<Task> look)
    {
        var asked = new ConcurrentDictionary<string, (string Database, string[] Parameters)>();
        using (DiagnosticListener.AllListeners.Subscribe(new Watch<DiagnosticListener>(source =>
        {
            if (source.Name == DbLoggerCategory.Name) source.Subscribe(new Watch<KeyValuePair<string, object?>>(Note));
        })))
        {
            await look();
        }
        void Note(KeyValuePair<string, object?> said)
        {
            if (said.Value is CommandExecutedEventData { Command: var command } && command.Connection is SqliteConnection { DataSource: var database } && database.StartsWith(folder, StringComparison.Ordinal))
                asked.TryAdd(command.CommandText, (database, [.. command.Parameters.Cast<DbParameter>().Select(parameter => parameter.ParameterName)]));
        }
        var plans = new Dictionary<string, string>();
        foreach (var (sql, (database, parameters)) in asked)
        {
            await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly");
            await connection.OpenAsync();
            plans.Add(sql, PlanOf(sql, connection, parameters));
        }
        return plans;
    }

    /// <summary>How many rows EF reads of the database in this folder while <paramref name="look"/> runs, by question.</summary>
    /// <param name="about">What a question contains that is counted, a table's name for instance.</param>
    public static async Task<IReadOnlyDictionary<string, int>> RowsReadAsync(string folder, string about, Func<Task> look)
    {
        var read = new ConcurrentDictionary<string, int>();
        using (DiagnosticListener.AllListeners.Subscribe(new Watch<DiagnosticListener>(source =>
        {
            if (source.Name == DbLoggerCategory.Name) source.Subscribe(new Watch<KeyValuePair<string, object?>>(Note));
        })))
        {
            await look();
        }
        return read;

        void Note(KeyValuePair<string, object?> said)
        {
            if (said.Value is DataReaderDisposingEventData { Command: var command, ReadCount: var rows } && command.Connection is SqliteConnection { DataSource: var database }
                && database.StartsWith(folder, StringComparison.Ordinal) && command.CommandText.Contains(about, StringComparison.Ordinal))
                read.AddOrUpdate(command.CommandText, rows, (_, before) => before + rows);
        }
    }

    /// <summary>
    /// Lets something happen between two questions of one piece of work: once, when EF has asked the database in this folder what <paramref name="which"/>
    /// says, and before it goes on by the answer.
    /// </summary>
    public static async Task AfterAsync(string folder, Func<DbCommand, bool> which, Func<Task> happen, Func<Task> look)
    {
        var happened = 0;
        using (DiagnosticListener.AllListeners.Subscribe(new Watch<DiagnosticListener>(source =>
        {
            if (source.Name == DbLoggerCategory.Name) source.Subscribe(new Watch<KeyValuePair<string, object?>>(Note));
        })))
        {
            await look();
        }
        if (happened == 0) throw new InvalidOperationException("The database was not asked that.");

        void Note(KeyValuePair<string, object?> said)
        {
            if (said.Value is CommandExecutedEventData { Command: var command } && command.Connection is SqliteConnection { DataSource: var database }
                && database.StartsWith(folder, StringComparison.Ordinal) && which(command) && Interlocked.Exchange(ref happened, 1) == 0)
                Task.Run(happen).GetAwaiter().GetResult();
        }
    }

    private static string PlanOf(string sql, SqliteConnection connection, params IEnumerable<string> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        foreach (var parameter in parameters) command.Parameters.AddWithValue(parameter, DBNull.Value);
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read()) lines.Add(reader.GetString(3));
        return string.Join("\n", lines);
    }

    private sealed class Watch<T>(Action<T> note) : IObserver<T>
    {
        public void OnNext(T value) => note(value);

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
