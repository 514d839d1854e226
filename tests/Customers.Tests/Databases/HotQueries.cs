using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Tests.Databases;

/// <summary>What this service asks its database all day long, in SQL Server's words.</summary>
public sealed class HotQueries
{
    [Theory]
    [InlineData("newest customers", "PK_Customers", null)]
    [InlineData("customers of an owner", "IX_Customers_OwnerId", "the rows of a page")]
    [InlineData("customers by name", "IX_Customers_SearchName", "the rows of a page")]
    [InlineData("a later page by name", "IX_Customers_SearchName", "the rows of a page")]
    [InlineData("customer by phone", "IX_Customers_Phone", "the row")]
    [InlineData("customers to reassess", "IX_Customers_ReassessAt", "the rows that are due, 200 at most")]
    [InlineData("customers left alone", "IX_Customers_PoolWatch_QuietSince", "the rows that fall, 100 at most")]
    [InlineData("pool", "IX_Customers_InPool", "the rows of a page")]
    [InlineData("orders of a customer", "IX_Orders_CustomerId_OrderedAt_Key", "the rows of a page")]
    public void Each_is_the_approved_one_and_its_index_is_there(string name, string index, string? rows)
    {
        using var db = ApprovedSql.Context<CustomersSqlServer>();
        ApprovedSql.IsApproved(db, name, index, rows, QueryOf(name, db));
    }

    private static IQueryable<object> QueryOf(string name, CustomersDb db)
    {
        var now = DateTimeOffset.UtcNow;
        var (owner, phone, customer, all) = ("nora", "+8613800138000", Guid.Empty, db.AllCustomers.AsNoTracking());
        return name switch
        {
            "newest customers" => CustomerOrder.Apply(all, null, new PagePosition(1000)).Take(51),
            "customers of an owner" => CustomerOrder.Apply(all.Where(c => c.OwnerId == owner), null, null).Take(51),
            "customers by name" => CustomerOrder.Apply(all, "name", null).Take(51),
            "a later page by name" => CustomerOrder.Apply(all, "name", new PagePosition(7, "li")).Take(51),
            "customer by phone" => all.Where(c => c.Phone == phone),
            "customers to reassess" => all.Where(c => c.ReassessAt <= now).OrderBy(c => c.ReassessAt).Take(200),
            "customers left alone" => all.Where(c => c.PoolWatch == PoolWatch.ClassB && c.QuietSince < now).OrderBy(c => c.QuietSince).Take(100),
            "pool" => all.Where(c => c.InPool).OrderBy(c => c.Key).Take(51),
            "orders of a customer" => db.Orders.IgnoreQueryFilters().AsNoTracking().Where(o => o.CustomerId == customer).OrderByDescending(o => o.OrderedAt).ThenByDescending(o => o.Key).Take(51),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }
}
