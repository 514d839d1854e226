using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Customers.Features.Customers;
using CrmPlatform.Customers.Features.Leads;
using CrmPlatform.Customers.Features.Pool;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Options;

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
    [InlineData("customers left alone", "IX_Customers_PoolWatch_Stage_SalesPhase_QuietSince", "the rows that fall, 100 at most")]
    [InlineData("pool", "IX_Customers_InPool", "the rows of a page")]
    // C18: what somebody types. Customers are then read by key, as far as the page goes.
    [InlineData("customers by a part of a name", "PK_CustomerGrams", "the row of each, and by IX_Contacts_CustomerId_SearchName the names of the people there, until the page is full")]
    [InlineData("customers by a part of a name in their order", "PK_CustomerNameGrams", "the row of each that matches, and by IX_Contacts_CustomerId_SearchName the names of the people there: names that begin alike are sorted, and SQL Server sorts what it is given to do so, which is as far as ten pages of postings go")]
    [InlineData("how the next names begin", "PK_CustomerNameGrams", null)]
    [InlineData("customers by a part of a name among many that begin alike", "IX_Customers_SearchName", "by PK_CustomerNameGrams whether each has the part, the row of those that do, and by IX_Contacts_CustomerId_SearchName the names of the people there, until the page is full")]
    [InlineData("customers by a part of a name in the order of a field", "IX_Customers_Phone", "those of PK_CustomerGrams that have the part, the row of each that is met, and by IX_Contacts_CustomerId_SearchName the names of the people there, until the page is full")]
    [InlineData("how many have a gram", "PK_CustomerGrams", null)]
    [InlineData("how many names begin with two letters or have them", "PK_CustomerGrams", null)]
    [InlineData("how many have a part of a number", "IX_Customers_PhoneReversed", "those of IX_Customers_Phone, united with them, and of IX_ContactTerms_Term_CustomerId, and the key of the customer of each term by IX_Customers_Id")]
    [InlineData("customers by a part of a number", "IX_Customers_PhoneReversed", "those of IX_Customers_Phone, united with them, and of IX_ContactTerms_Term_CustomerId, and the row of each")]
    [InlineData("how many have digits as number or name", "IX_Customers_PhoneReversed", "those of IX_Customers_Phone, united with them, of IX_ContactTerms_Term_CustomerId and of PK_CustomerGrams")]
    [InlineData("how many have the beginning of a mail address", "IX_Customers_Email", "those of IX_ContactTerms_Term_CustomerId, and the key of the customer of each term by IX_Customers_Id")]
    [InlineData("orders of a customer", "IX_Orders_CustomerId_OrderedAt_Key", "the rows of a page")]
    [InlineData("open leads of an owner", "IX_Leads_State_Key", "the row of each that is met, by IX_Customers_OwnerId whether its customer is the owner's, and the customers of a page")]
    public void Each_is_the_approved_one_and_its_index_is_there(string name, string index, string? rows)
    {
        using var db = ApprovedSql.Context<CustomersSqlServer>();
        ApprovedSql.IsApproved(db, name, index, rows, QueryOf(name, db));
    }

    // C18: beginnings are asked for as ranges, which end where they should only by the numbers of the signs; what looks names through reads them from the index.
    [Theory]
    [InlineData(typeof(Customer), nameof(Customer.SearchName), nameof(Customer.Phone), nameof(Customer.PhoneReversed), nameof(Customer.Email), nameof(Customer.NormalTaxId))]
    [InlineData(typeof(Contact), nameof(Contact.SearchName))]
    [InlineData(typeof(ContactTerm), nameof(ContactTerm.Term))]
    [InlineData(typeof(CustomerGram), nameof(CustomerGram.Gram))]
    [InlineData(typeof(CustomerNameGram), nameof(CustomerNameGram.Gram), nameof(CustomerNameGram.Start))]
    public void What_is_searched_is_compared_by_its_signs_and_stands_in_an_index(Type table, params string[] columns)
    {
        using var db = ApprovedSql.Context<CustomersSqlServer>();
        var type = db.GetService<IDesignTimeModel>().Model.FindEntityType(table)!;
        foreach (var column in columns.Select(name => type.FindProperty(name)!))
        {
            Assert.Equal(AsWrittenText.Collation, column.GetCollation());
            Assert.True(column.IsKey() || column.IsIndex(), $"{column.Name} stands in no index.");
        }
    }

    // C18: SQLite would gladly read a row first and ask an index about it afterwards; and where the order is not that of the index it walks, it sorts all that match.
    [Theory]
    [InlineData("customers by a part of a name", "(Gram=?)", false)]
    [InlineData("customers by a part of a name in their order", "(Gram=? AND Start<?)", true)]
    [InlineData("customers by a part of a name among many that begin alike", "COVERING INDEX IX_Customers_SearchName (SearchName>? AND SearchName<?)", false)]
    [InlineData("customers by a part of a name in the order of a field", "COVERING INDEX IX_Customers_Phone", false)]
    public async Task On_SQLite_the_indexes_are_asked_before_a_row_is_read(string name, string index, bool sortsThoseAlike)
    {
        await using var db = new CustomersSqlite(new DbContextOptionsBuilder<CustomersSqlite>().UseSqlite("Data Source=:memory:").Options);
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await db.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        await using var command = QueryOf(name, db).CreateDbCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";
        var plan = new List<string>();
        await using (var lines = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
            while (await lines.ReadAsync(TestContext.Current.CancellationToken)) plan.Add(lines.GetString(3));
        Assert.EndsWith(index, plan[0], StringComparison.Ordinal);
        var (row, lastAsked) = (plan.FindIndex(line => line.EndsWith("USING INTEGER PRIMARY KEY (rowid=?)", StringComparison.Ordinal)), plan.FindLastIndex(line => line.Contains("(Gram=?", StringComparison.Ordinal)));
        Assert.True(0 <= lastAsked && lastAsked < row, string.Join('\n', plan));
        Assert.Equal(sortsThoseAlike ? ["USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY"] : [], plan.Where(line => line.StartsWith("USE TEMP", StringComparison.Ordinal)));
    }

    private static IQueryable<object> QueryOf(string name, CustomersDb db)
    {
        var now = DateTimeOffset.UtcNow;
        if (Typed(name) is { } typed) return typed(new CustomerSearch(db, null!, Options.Create(new CustomersOptions())));
        var (owner, phone, customer, all) = ("nora", "+8613800138000", Guid.Empty, db.AllCustomers.AsNoTracking());
        return name switch
        {
            "newest customers" => CustomerRows<CustomerView>.NewestOf(CustomerView.Columns, sqlite: false).Compile()(db, 1000, 51),
            "customers of an owner" => CustomerOrder.Apply(all.Where(c => c.OwnerId == owner), null, null).Take(51),
            "customers by name" => CustomerOrder.Apply(all, "name", null).Take(51),
            "a later page by name" => CustomerOrder.Apply(all, "name", new PagePosition(7, "li")).Take(51),
            "customer by phone" => all.Where(c => c.Phone == phone),
            "customers to reassess" => all.Where(c => c.ReassessAt <= now).OrderBy(c => c.ReassessAt).Take(200),
            "customers left alone" => PoolFallback.Left(db, PoolWatch.ClassB, RelationshipStage.Growing, SalesPhase.InSale, now).AsNoTracking().Take(100),
            "pool" => all.Where(c => c.InPool).OrderBy(c => c.Key).Take(51),
            "orders of a customer" => db.Orders.IgnoreQueryFilters().AsNoTracking().Where(o => o.CustomerId == customer).OrderByDescending(o => o.OrderedAt).ThenByDescending(o => o.Key).Take(51),
            "open leads of an owner" => ReadLeads.RowsOf(db, new LeadCriteria { State = new(LeadState.Open), OwnerId = owner }, null, 1000, 51),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    /// <summary>The search as it leads by what is asked.</summary>
    private static Func<CustomerSearch, IQueryable<object>>? Typed(string name) => name switch
    {
        "customers by a part of a name" => search => search.Led(new() { Q = "hara" }, null).Rows.Take(51),
        "customers by a part of a name in their order" => search => search.Led(new() { Q = "hara" }, "name").Rows.Take(51),
        "how the next names begin" => search => search.LedAlong(new() { Q = "hara" }, "name").Stretch,
        "customers by a part of a name among many that begin alike" => search => search.LedAlong(new() { Q = "hara" }, "name", "andersso").Rows.Take(51),
        "customers by a part of a name in the order of a field" => search => search.LedAlong(new() { Q = "hara" }, "phone").Rows.Take(51),
        "how many have a gram" => search => Counted(search.Led(new() { Q = "har" }, null).Keys),
        "how many names begin with two letters or have them" => search => Counted(search.Led(new() { Q = "li" }, null).Keys),
        "customers by a part of a number" => search => search.Led(new() { Phone = "8000" }, null).Rows.Take(51),
        "how many have a part of a number" => search => Counted(search.Led(new() { Phone = "8000" }, null).Keys),
        "how many have digits as number or name" => search => Counted(search.Led(new() { Q = "1688" }, null).Keys),
        "how many have the beginning of a mail address" => search => Counted(search.Led(new() { Q = "ann@" }, null).Keys),
        _ => null,
    };

    private static IQueryable<object> Counted(IQueryable<long> keys) => keys.Take(1001).Select(key => (object)key);
}
