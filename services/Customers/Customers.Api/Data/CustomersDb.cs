using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data;

/// <summary>The Customers service's own database.</summary>
internal abstract class CustomersDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<CustomerGram> CustomerGrams => Set<CustomerGram>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<StaffMember> Staff => Set<StaffMember>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<ExchangeRate> ExchangeRates => Set<ExchangeRate>();

    /// <summary>X1: a customer the caller's right does not reach is not there.</summary>
    public IQueryable<Customer> AllCustomers => Customers.IgnoreQueryFilters();

    protected override void BuildModel(ModelBuilder model)
    {
        CustomerMap.Build(model);
        LedgerMap.Build(model);
        RegisterMap.Build(model);
        model.Entity<Customer>().HasQueryFilter(customer =>
            SeesAll || customer.OwnerId == Me || (SeesTeam && customer.Team == MyTeam));
        model.Entity<Contact>().HasQueryFilter(contact => Customers.Any(customer => customer.Id == contact.CustomerId));
        model.Entity<Order>().HasQueryFilter(order => Customers.Any(customer => customer.Id == order.CustomerId));
    }

    /// <summary>Keeps the index of substrings beside the names, in the same transaction.</summary>
    protected override Func<CancellationToken, Task>? AfterRowsAreWritten() => GramIndex.Changes(this);
}

internal sealed class CustomersSqlite(DbContextOptions<CustomersSqlite> options) : CustomersDb(options);

internal sealed class CustomersSqlServer(DbContextOptions<CustomersSqlServer> options) : CustomersDb(options);
