using System.Linq.Expressions;
using System.Text.Json;
using CrmPlatform.Customers.Data.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmPlatform.Customers.Data.Privacy;

/// <summary>
/// Reads the rows that belong to a customer from every table that has them, as the model describes it: a table that is added is part
/// of an access export (C20) without anybody having to think of it.
/// </summary>
internal static class Rows
{
    private const string CustomerId = "CustomerId";

    /// <summary>What is a row by itself; a line of an order or a posting comes with its order or movement, a term of search with its contact.</summary>
    public static IEnumerable<IEntityType> TypesOfCustomers(CustomersDb db) => db.Model.GetEntityTypes()
        .Where(type => !type.IsOwned() && type.ClrType != typeof(ContactTerm) && type.FindProperty(CustomerId)?.ClrType == typeof(Guid)).OrderBy(type => type.GetTableName());

    public static string SectionOf(IEntityType type) => JsonNamingPolicy.KebabCaseLower.ConvertName(type.GetTableName()!);

    public static Task<List<object>> ReadAsync(CustomersDb db, IEntityType type, Guid[] ids, CancellationToken cancellationToken) =>
        (Task<List<object>>)typeof(Rows).GetMethod(nameof(ReadOneAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(type.ClrType).Invoke(null, [db, ids, cancellationToken])!;

    /// <summary>Which of these customers have rows of a type.</summary>
    public static Task<List<Guid>> OwnersAsync(CustomersDb db, IEntityType type, Guid[] ids, CancellationToken cancellationToken) =>
        (Task<List<Guid>>)typeof(Rows).GetMethod(nameof(OwnersOfAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(type.ClrType).Invoke(null, [db, ids, cancellationToken])!;

    /// <summary>The values of a row by name, without keys and what only serves the database.</summary>
    public static object Of(DbContext db, object row)
    {
        var entry = db.Entry(row);
        var values = new Dictionary<string, object?>();
        foreach (var property in entry.Properties.Where(p => !p.Metadata.IsShadowProperty() && !IsInner(p.Metadata.Name))) values[Name(property.Metadata.Name)] = property.CurrentValue;
        foreach (var complex in entry.ComplexProperties) values[Name(complex.Metadata.Name)] = complex.CurrentValue;
        foreach (var many in entry.Collections) values[Name(many.Metadata.Name)] = many.CurrentValue;
        return values;
    }

    private static async Task<List<object>> ReadOneAsync<T>(CustomersDb db, Guid[] ids, CancellationToken cancellationToken) where T : class
    {
        var rows = await db.Set<T>().IgnoreQueryFilters().AsNoTracking().Where(OfAny<T>(ids)).ToListAsync(cancellationToken);
        return [.. rows.Select(found => Of(db, found))];
    }

    private static Task<List<Guid>> OwnersOfAsync<T>(CustomersDb db, Guid[] ids, CancellationToken cancellationToken) where T : class =>
        db.Set<T>().IgnoreQueryFilters().Where(OfAny<T>(ids)).Select(row => EF.Property<Guid>(row, CustomerId)).Distinct().ToListAsync(cancellationToken);

    private static Expression<Func<T, bool>> OfAny<T>(Guid[] ids)
    {
        var row = Expression.Parameter(typeof(T));
        var id = Expression.Property(row, CustomerId);
        return Expression.Lambda<Func<T, bool>>(Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(Guid)], Expression.Constant(ids), id), row);
    }

    private static bool IsInner(string name) => name is "Key" or "Version" or "SearchName" or "PhoneReversed" || name.EndsWith("Hash", StringComparison.Ordinal);

    private static string Name(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
