using System.Linq.Expressions;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>What is read of each customer of a page. The newest of all, which is what a list shows first, are a query that is put together once.</summary>
internal sealed class CustomerRows<T>(Expression<Func<Customer, T>> columns)
{
    private readonly PreparedQuery<CustomersDb, Func<CustomersDb, long, int, IAsyncEnumerable<Placed<T>>>> newest = new(db => EF.CompileAsyncQuery(NewestOf(columns, db.IsSqlite)));

    public Expression<Func<Customer, Placed<T>>> InOrder(string? sort) => CustomerOrder.Place(sort, columns);

    /// <summary>The active customers, whoever has them.</summary>
    public IAsyncEnumerable<Placed<T>> Newest(CustomersDb db, PagePosition? after, int rows) => newest.For(db)(db, after?.Key ?? long.MaxValue, rows);

    internal static Expression<Func<CustomersDb, long, int, IQueryable<Placed<T>>>> NewestOf(Expression<Func<Customer, T>> columns, bool sqlite)
    {
        var (row, along) = (CustomerOrder.Place(CustomerOrder.Newest, columns), CustomerOrder.AlongOnSqlite(CustomerOrder.Newest));
        return sqlite
            ? (db, before, rows) => db.Customers.FromSqlRaw(along).IgnoreQueryFilters().AsNoTracking()
                .Where(c => c.Status == CustomerStatus.Active && c.MergedInto == null && c.Key < before).OrderByDescending(c => c.Key).Take(rows).Select(row)
            : (db, before, rows) => db.Customers.IgnoreQueryFilters().AsNoTracking()
                .Where(c => c.Status == CustomerStatus.Active && c.MergedInto == null && c.Key < before).OrderByDescending(c => c.Key).Take(rows).Select(row);
    }
}
