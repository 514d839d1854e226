using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmPlatform.Insights.Data;

/// <summary>A column as <see cref="BulkRows"/> writes it.</summary>
/// <param name="Bind">Gives a row's value to a statement of SQLite; null on SQL Server.</param>
internal sealed record PlannedColumn<T>(string Name, string StoreType, bool IsKey, Func<T, object?> Value, SqliteBind<T>? Bind);

/// <summary>The statements for one table, made from the model once.</summary>
internal sealed class TablePlan<T> where T : class
{
    private readonly string table;
    private readonly bool sqlite;
    private readonly string source = "";
    private readonly string on = "";

    public TablePlan(InsightsDb db)
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        (table, sqlite) = (type.GetTableName()!, db.IsSqlite);
        var key = type.FindPrimaryKey()!.Properties;
        Columns = [.. type.GetProperties().Where(p => p.ValueGenerated != ValueGenerated.OnAdd).Select(p => new PlannedColumn<T>(
            p.GetColumnName(), p.GetColumnType(), key.Contains(p), Reader(p), sqlite ? SqliteBinding.Of<T>(p) : null))];
        var (names, values) = (Columns, Columns.Where(c => !c.IsKey).ToList());
        if (sqlite)
        {
            var list = string.Join(", ", names.Select(c => $"\"{c.Name}\""));
            Insert = $"INSERT INTO \"{table}\" ({list}) VALUES ({string.Join(", ", names.Select((_, i) => $"$p{i}"))})";
            var conflict = $"{Insert} ON CONFLICT ({string.Join(", ", names.Where(c => c.IsKey).Select(c => $"\"{c.Name}\""))}) DO UPDATE SET ";
            Replace = conflict + string.Join(", ", values.Select(c => $"\"{c.Name}\" = excluded.\"{c.Name}\""));
            AddUp = conflict + string.Join(", ", values.Select(c => $"\"{c.Name}\" = \"{table}\".\"{c.Name}\" + excluded.\"{c.Name}\""));
            DropEmpty = $"DELETE FROM \"{table}\" WHERE " + string.Join(" AND ", names.Select((c, i) => c.IsKey ? $"\"{c.Name}\" = $p{i}" : $"\"{c.Name}\" = 0"));
        }
        else
        {
            source = $"SELECT * FROM OPENJSON(@rows) WITH ({string.Join(", ", names.Select((c, i) => $"[{c.Name}] {c.StoreType} '$[{i}]'"))})";
            var list = string.Join(", ", names.Select(c => $"[{c.Name}]"));
            on = string.Join(" AND ", names.Where(c => c.IsKey).Select(c => $"t.[{c.Name}] = s.[{c.Name}]{Collation(type, c)}"));
            Insert = $"INSERT INTO [{table}] ({list}) {source}";
            string Merge(string set) => $"MERGE [{table}] WITH (HOLDLOCK) AS t USING ({source}) AS s ON {on} WHEN MATCHED THEN UPDATE SET {set} " +
                $"WHEN NOT MATCHED THEN INSERT ({list}) VALUES ({string.Join(", ", names.Select(c => $"s.[{c.Name}]"))});";
            Replace = Merge(string.Join(", ", values.Select(c => $"t.[{c.Name}] = s.[{c.Name}]")));
            AddUp = Merge(string.Join(", ", values.Select(c => $"t.[{c.Name}] = t.[{c.Name}] + s.[{c.Name}]")));
            DropEmpty = $"DELETE t FROM [{table}] AS t JOIN ({source}) AS s ON {on} WHERE {string.Join(" AND ", values.Select(c => $"t.[{c.Name}] = 0"))}";
        }
    }

    public IReadOnlyList<PlannedColumn<T>> Columns { get; }

    public string Insert { get; }

    public string Replace { get; }

    public string AddUp { get; }

    public string DropEmpty { get; }

    /// <summary>Sets some columns of rows whose <paramref name="unchanged"/> columns are still as given.</summary>
    public string Update(IReadOnlyCollection<string> set, IReadOnlyCollection<string> unchanged)
    {
        if (sqlite)
        {
            var at = Columns.Index().ToDictionary(pair => pair.Item.Name, pair => $"$p{pair.Index}");
            return $"UPDATE \"{table}\" SET {string.Join(", ", set.Select(c => $"\"{c}\" = {at[c]}"))} WHERE " +
                string.Join(" AND ", Columns.Where(c => c.IsKey).Select(c => c.Name).Concat(unchanged).Select(c => $"\"{c}\" = {at[c]}"));
        }
        return $"UPDATE t SET {string.Join(", ", set.Select(c => $"t.[{c}] = s.[{c}]"))} FROM [{table}] AS t JOIN ({source}) AS s ON " +
            string.Join(" AND ", unchanged.Select(c => $"t.[{c}] = s.[{c}]").Prepend(on));
    }

    /// <summary>Whether adding this row can bring another to nothing.</summary>
    public bool TakesAway(T row) => Columns.Any(column => !column.IsKey && column.Value(row) is < 0L);

    // Both sides of a comparison have to agree on what is equal.
    private static string Collation(IEntityType type, PlannedColumn<T> column) =>
        type.GetProperties().Single(p => p.GetColumnName() == column.Name).GetCollation() is { } collation ? $" COLLATE {collation}" : "";

    private static Func<T, object?> Reader(IProperty property)
    {
        var row = Expression.Parameter(typeof(T));
        var read = Expression.Lambda<Func<T, object?>>(Expression.Convert(Expression.Property(row, property.PropertyInfo!), typeof(object)), row).Compile();
        if (property.GetTypeMapping().Converter is not { } converter) return read;
        var convert = converter.ConvertToProvider;
        return item => read(item) is { } value ? convert(value) : null;
    }
}

internal static class TablePlan
{
    private static readonly ConcurrentDictionary<(Type, bool), object> Known = new();

    public static TablePlan<T> Of<T>(InsightsDb db) where T : class =>
        (TablePlan<T>)Known.GetOrAdd((typeof(T), db.IsSqlite), static (_, db) => new TablePlan<T>(db), db);
}
