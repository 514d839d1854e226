using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore.Metadata;
using SQLitePCL;

namespace CrmPlatform.Insights.Data;

/// <summary>Gives one value of a row to a statement.</summary>
internal delegate void SqliteBind<T>(sqlite3_stmt statement, int at, T row);

/// <summary>Makes a <see cref="SqliteBind{T}"/> of each property, so that its values stand in the database as EF would have written them.</summary>
internal static class SqliteBinding
{
    public static SqliteBind<T> Of<T>(IProperty property)
    {
        var (statement, at, row) = (Expression.Parameter(typeof(sqlite3_stmt)), Expression.Parameter(typeof(int)), Expression.Parameter(typeof(T)));
        Expression value = Expression.Property(row, property.PropertyInfo!);
        var plain = Nullable.GetUnderlyingType(value.Type) is not null ? Expression.Property(value, "Value") : value;
        if (property.GetTypeMapping().Converter is { } converter) plain = Expression.Invoke(converter.ConvertToProviderExpression, Expression.Convert(plain, converter.ModelClrType));
        var bind = Call(statement, at, plain);
        if (plain.Type != value.Type && Nullable.GetUnderlyingType(value.Type) is not null)
            bind = Expression.IfThenElse(Expression.Property(value, "HasValue"), bind, Expression.Call(Method(nameof(BindNull)), statement, at));
        return Expression.Lambda<SqliteBind<T>>(bind, statement, at, row).Compile();
    }

    private static Expression Call(Expression statement, Expression at, Expression value)
    {
        var type = value.Type;
        if (type == typeof(bool)) return Expression.Call(Method(nameof(BindBoolean)), statement, at, value);
        if (type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(byte))
            return Expression.Call(Method(nameof(BindInteger)), statement, at, Expression.Convert(value, typeof(long)));
        if (type == typeof(double)) return Expression.Call(Method(nameof(BindReal)), statement, at, value);
        if (type == typeof(string)) return Expression.Call(Method(nameof(BindText)), statement, at, value);
        if (type == typeof(byte[])) return Expression.Call(Method(nameof(BindBytes)), statement, at, value);
        if (type == typeof(DateOnly)) return Expression.Call(Method(nameof(BindDate)), statement, at, value);
        throw new NotSupportedException($"It is not known how SQLite keeps a {type}.");
    }

    private static MethodInfo Method(string name) => typeof(SqliteBinding).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static void BindNull(sqlite3_stmt statement, int at) => raw.sqlite3_bind_null(statement, at);

    private static void BindInteger(sqlite3_stmt statement, int at, long value) => raw.sqlite3_bind_int64(statement, at, value);

    private static void BindBoolean(sqlite3_stmt statement, int at, bool value) => raw.sqlite3_bind_int64(statement, at, value ? 1 : 0);

    private static void BindReal(sqlite3_stmt statement, int at, double value) => raw.sqlite3_bind_double(statement, at, value);

    private static void BindText(sqlite3_stmt statement, int at, string? value)
    {
        if (value is null) raw.sqlite3_bind_null(statement, at);
        else if (value.Length > 300) raw.sqlite3_bind_text(statement, at, value);
        else BindShort(statement, at, value);
    }

    private static void BindShort(sqlite3_stmt statement, int at, ReadOnlySpan<char> value)
    {
        Span<byte> bytes = stackalloc byte[900];
        raw.sqlite3_bind_text(statement, at, bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }

    private static void BindBytes(sqlite3_stmt statement, int at, byte[] value) => raw.sqlite3_bind_blob(statement, at, value);

    private static void BindDate(sqlite3_stmt statement, int at, DateOnly value) =>
        BindShort(statement, at, value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
