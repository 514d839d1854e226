using System.Linq.Expressions;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>What is read of each customer of a page. The newest of all, which is what a list shows first, are a query that is put together once.</summary>
internal sealed class CustomerRows<T>(Expression<Func<Customer, T>> columns)
{
    private readonly Lazy<Func<CustomersDb, long, int, IAsyncEnumerable<Placed<T>>>> onSqlite = new(() => Prepare(columns, sqlite: true));
    private readonly Lazy<Func<CustomersDb, long, int, IAsyncEnumerable<Placed<T>>>> onSqlServer = new(() => Prepare(columns, sqlite: false));

    public Expression<Func<Customer, Placed<T>>> InOrder(string? sort) => CustomerOrder.Place(sort, columns);

    /// <summary>The active customers, whoever has them.</summary>
    public IAsyncEnumerable<Placed<T>> Newest(CustomersDb db, PagePosition? after, int rows) =>
        (db.IsSqlite ? onSqlite : onSqlServer).Value(db, after?.Key ?? long.MaxValue, rows);

    private static Func<CustomersDb, long, int, IAsyncEnumerable<Placed<T>>> Prepare(Expression<Func<Customer, T>> columns, bool sqlite)
    {
        var (row, along) = (CustomerOrder.Place(CustomerOrder.Newest, columns), CustomerOrder.AlongOnSqlite(CustomerOrder.Newest));
        return sqlite
            ? EF.CompileAsyncQuery((CustomersDb db, long before, int rows) => db.Customers.FromSqlRaw(along).IgnoreQueryFilters().AsNoTracking()
                .Where(c => c.Status == CustomerStatus.Active && c.MergedInto == null && c.Key < before).OrderByDescending(c => c.Key).Take(rows).Select(row))
            : EF.CompileAsyncQuery((CustomersDb db, long before, int rows) => db.Customers.IgnoreQueryFilters().AsNoTracking()
                .Where(c => c.Status == CustomerStatus.Active && c.MergedInto == null && c.Key < before).OrderByDescending(c => c.Key).Take(rows).Select(row));
    }
}
