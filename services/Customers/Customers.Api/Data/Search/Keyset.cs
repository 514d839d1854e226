using System.Linq.Expressions;
using System.Reflection;
using CrmPlatform.Customers.Domain;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>
/// The rows behind a position, written so that both databases walk an index: <c>a >= x and (a > x or key > k)</c>. Null comes first on
/// both, so behind a null stand the later nulls and everything that is not null.
/// </summary>
internal static class Keyset
{
    private static readonly MethodInfo CompareTo = typeof(string).GetMethod(nameof(string.CompareTo), [typeof(string)])!;

    public static Expression<Func<Customer, bool>> After(Expression<Func<Customer, string?>> field, string? value, long key, bool descending)
    {
        var row = field.Parameters[0];
        var (behind, at) = value is null
            ? (Compare(descending ? ExpressionType.LessThan : ExpressionType.GreaterThan, Key(row), key), (Expression?)null)
            : (Compare(descending ? ExpressionType.LessThan : ExpressionType.GreaterThan, Key(row), key), Constant(value));
        if (at is null) return Lambda(row, BehindNull(field.Body, behind, descending));
        var order = Expression.Call(field.Body, CompareTo, at);
        var zero = Expression.Constant(0);
        return descending
            ? Lambda(row, Expression.OrElse(
                Expression.AndAlso(Expression.LessThanOrEqual(order, zero), Expression.OrElse(Expression.LessThan(order, zero), behind)), Null(field.Body)))
            : Lambda(row, Expression.AndAlso(Expression.GreaterThanOrEqual(order, zero), Expression.OrElse(Expression.GreaterThan(order, zero), behind)));
    }

    public static Expression<Func<Customer, bool>> After<T>(Expression<Func<Customer, T?>> field, T? value, long key, bool descending) where T : struct, Enum
    {
        var row = field.Parameters[0];
        var behind = Compare(descending ? ExpressionType.LessThan : ExpressionType.GreaterThan, Key(row), key);
        if (value is null) return Lambda(row, BehindNull(field.Body, behind, descending));
        // The column itself is compared, not a cast of it: a cast would walk no index.
        var column = field.Body is UnaryExpression { NodeType: ExpressionType.Convert } wrapped ? wrapped.Operand : field.Body;
        var at = Expression.Convert(Constant(value.Value), column.Type);
        var (notBefore, beyond) = descending
            ? (Less(column, at, orEqual: true), Less(column, at, orEqual: false))
            : (Less(at, column, orEqual: true), Less(at, column, orEqual: false));
        Expression body = Expression.AndAlso(notBefore, Expression.OrElse(beyond, behind));
        return Lambda(row, descending && Nullable.GetUnderlyingType(column.Type) is not null ? Expression.OrElse(body, Null(column)) : body);
    }

    /// <summary>The rows before a position and that of the position itself, without those that have no value: a range of the index in either order.</summary>
    public static Expression<Func<Customer, bool>> Until(Expression<Func<Customer, string?>> field, string value, long key, bool descending)
    {
        var row = field.Parameters[0];
        var (order, zero) = (Expression.Call(field.Body, CompareTo, Constant(value)), Expression.Constant(0));
        return descending
            ? Lambda(row, Expression.AndAlso(Expression.GreaterThanOrEqual(order, zero), Expression.OrElse(Expression.GreaterThan(order, zero), Compare(ExpressionType.GreaterThanOrEqual, Key(row), key))))
            : Lambda(row, Expression.AndAlso(Expression.LessThanOrEqual(order, zero), Expression.OrElse(Expression.LessThan(order, zero), Compare(ExpressionType.LessThanOrEqual, Key(row), key))));
    }

    /// <summary>Those whose value comes behind another, whatever their keys.</summary>
    public static Expression<Func<Customer, bool>> Beyond(Expression<Func<Customer, string?>> field, string value, bool descending)
    {
        var order = Expression.Call(field.Body, CompareTo, Constant(value));
        return Lambda(field.Parameters[0], descending ? Expression.LessThan(order, Expression.Constant(0)) : Expression.GreaterThan(order, Expression.Constant(0)));
    }

    private static Expression BehindNull(Expression field, Expression behind, bool descending) => descending
        ? Expression.AndAlso(Null(field), behind)
        : Expression.OrElse(Expression.Not(Null(field)), Expression.AndAlso(Null(field), behind));

    private static BinaryExpression Less(Expression left, Expression right, bool orEqual)
    {
        var number = Nullable.GetUnderlyingType(left.Type) is null ? typeof(int) : typeof(int?);
        var (l, r) = (Expression.Convert(left, number), Expression.Convert(right, number));
        return orEqual ? Expression.LessThanOrEqual(l, r) : Expression.LessThan(l, r);
    }

    private static BinaryExpression Null(Expression field) => Expression.Equal(field, Expression.Constant(null, field.Type));

    private static MemberExpression Key(ParameterExpression row) => Expression.Property(row, nameof(Customer.Key));

    private static BinaryExpression Compare(ExpressionType how, Expression left, long value) => Expression.MakeBinary(how, left, Constant(value));

    /// <summary>A value as the compiler would close over it, so that it becomes a parameter of the query and not a part of its text.</summary>
    public static MemberExpression Constant<T>(T value) => Expression.Field(Expression.Constant(new Box<T>(value)), nameof(Box<T>.Value));

    private static Expression<Func<Customer, bool>> Lambda(ParameterExpression row, Expression body) => Expression.Lambda<Func<Customer, bool>>(body, row);

    private sealed class Box<T>(T value)
    {
        public readonly T Value = value;
    }
}
