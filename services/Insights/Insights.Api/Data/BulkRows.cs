using System.Buffers;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

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
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Bulk rows are part of a transaction.");
        command.CommandText = statement(plan);
        if (db.IsSqlite) RunForEach(command, plan, rows, cancellationToken);
        else foreach (var chunk in rows.Chunk(JsonRows)) await RunOnJsonAsync(command, plan, chunk, cancellationToken);
    }

    private static void RunForEach<T>(DbCommand command, TablePlan<T> plan, IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class
    {
        var parameters = new DbParameter[plan.Columns.Count];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = command.CreateParameter();
            parameters[i].ParameterName = $"$p{i}";
            command.Parameters.Add(parameters[i]);
        }
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++) parameters[i].Value = plan.Columns[i].Value(row) ?? DBNull.Value;
            command.ExecuteNonQuery();
            cancellationToken.ThrowIfCancellationRequested();
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
