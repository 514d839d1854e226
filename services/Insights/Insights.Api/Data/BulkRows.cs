using System.Buffers;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SQLitePCL;

namespace CrmPlatform.Insights.Data;

/// <summary>
/// Writes many rows past the change tracker, inside the present transaction: on SQLite one prepared statement run for each, on SQL
/// Server one statement over a JSON array. Columns, keys and conversions are the model's.
/// </summary>
internal static class BulkRows
{
    private const int JsonRows = 2000;

    /// <summary>New rows; one that is there already is an error.</summary>
    public static Task InsertAsync<T>(this InsightsDb db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class =>
        WriteAsync(db, TablePlan.Of<T>(db), rows, plan => plan.Insert, cancellationToken);

    /// <summary>New rows, or in the place of those with the same key.</summary>
    public static Task UpsertAsync<T>(this InsightsDb db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class =>
        WriteAsync(db, TablePlan.Of<T>(db), rows, plan => plan.Replace, cancellationToken);

    /// <summary>Adds to the rows with the same key; what comes to nothing in every column is gone, as if it had never been.</summary>
    public static async Task AddUpAsync<T>(this InsightsDb db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class
    {
        var plan = TablePlan.Of<T>(db);
        await WriteAsync(db, plan, rows, p => p.AddUp, cancellationToken);
        await WriteAsync(db, plan, [.. rows.Where(plan.TakesAway)], p => p.DropEmpty, cancellationToken);
    }

    /// <summary>Sets columns of rows that are still as they were read.</summary>
    public static Task UpdateAsync<T>(
        this InsightsDb db, IReadOnlyCollection<T> rows, IReadOnlyCollection<string> set, IReadOnlyCollection<string> unchanged, CancellationToken cancellationToken)
        where T : class => WriteAsync(db, TablePlan.Of<T>(db), rows, plan => plan.Update(set, unchanged), cancellationToken);

    private static async Task WriteAsync<T>(
        InsightsDb db, TablePlan<T> plan, IReadOnlyCollection<T> rows, Func<TablePlan<T>, string> statement, CancellationToken cancellationToken) where T : class
    {
        if (rows.Count == 0) return;
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Bulk rows are part of a transaction.");
        if (db.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            RunForEach(sqlite.Handle!, statement(plan), plan, rows, cancellationToken);
            return;
        }
        await using var command = transaction.Connection!.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, statement(plan));
        foreach (var chunk in rows.Chunk(JsonRows)) await RunOnJsonAsync(command, plan, chunk, cancellationToken);
    }

    // Past ADO.NET, which costs more than SQLite itself does: of twenty million rows each microsecond counts.
    private static void RunForEach<T>(sqlite3 handle, string sql, TablePlan<T> plan, IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(handle, sql, out var statement), handle);
        using (statement)
        {
            (SqliteBind<T> Bind, int At)[] bindings = [.. plan.Columns.Select((column, i) => (column.Bind!, raw.sqlite3_bind_parameter_index(statement, $"$p{i}"))).Where(b => b.Item2 > 0)];
            foreach (var row in rows)
            {
                foreach (var (bind, at) in bindings) bind(statement, at, row);
                var outcome = raw.sqlite3_step(statement);
                if (outcome != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(outcome, handle);
                raw.sqlite3_reset(statement);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static async Task RunOnJsonAsync<T>(DbCommand command, TablePlan<T> plan, T[] rows, CancellationToken cancellationToken) where T : class
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var row in rows)
            {
                writer.WriteStartArray();
                foreach (var column in plan.Columns) JsonSerializer.Serialize(writer, column.Value(row));
                writer.WriteEndArray();
            }
            writer.WriteEndArray();
        }
        command.Parameters.Clear();
        var json = command.CreateParameter();
        (json.ParameterName, json.Value) = ("@rows", Encoding.UTF8.GetString(buffer.WrittenSpan));
        command.Parameters.Add(json);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
