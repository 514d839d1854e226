using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data;

/// <summary>The Customers service's own database.</summary>
internal abstract class CustomersDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<CustomerGram> CustomerGrams => Set<CustomerGram>();

    public DbSet<CustomerTag> CustomerTags => Set<CustomerTag>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<StaffMember> Staff => Set<StaffMember>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<ExchangeRate> ExchangeRates => Set<ExchangeRate>();

    public DbSet<StandingEntry> StandingEntries => Set<StandingEntry>();

    public DbSet<StageEvidence> StageEvidence => Set<StageEvidence>();

    public DbSet<Qualification> Qualifications => Set<Qualification>();

    /// <summary>X1: a customer the caller's right does not reach is not there.</summary>
    public IQueryable<Customer> AllCustomers => Customers.IgnoreQueryFilters();

    /// <summary>The keys of the customers in the caller's reach, by their indexes; null when that is all of them.</summary>
    public IQueryable<long>? KeysInReach()
    {
        if (SeesAll) return null;
        var (me, team) = (Me, SeesTeam ? MyTeam : null);
        return AllCustomers.Where(customer => customer.OwnerId == me || customer.Team == team).Select(customer => customer.Key);
    }

    protected override void BuildModel(ModelBuilder model)
    {
        CustomerMap.Build(model);
        PostingsMap.Build(model);
        LedgerMap.Build(model);
        RegisterMap.Build(model);
        StandingMap.Build(model);
        model.Entity<Customer>().HasQueryFilter(customer =>
            SeesAll || customer.OwnerId == Me || (SeesTeam && customer.Team == MyTeam));
        model.Entity<Contact>().HasQueryFilter(contact => Customers.Any(customer => customer.Id == contact.CustomerId));
        model.Entity<Order>().HasQueryFilter(order => Customers.Any(customer => customer.Id == order.CustomerId));
    }

    /// <summary>What follows from changed customers is written in the same transaction: the histories of their axes, the index of substrings.</summary>
    protected override Func<CancellationToken, Task>? AfterRowsAreWritten()
    {
        foreach (var entry in ChangeTracker.Entries<Customer>())
        {
            if (entry.Entity.NewEntries.Count == 0) continue;
            StandingEntries.AddRange(entry.Entity.NewEntries);
            entry.Entity.EntriesAreStored();
        }
        return Postings.Changes(this);
    }
}

internal sealed class CustomersSqlite(DbContextOptions<CustomersSqlite> options) : CustomersDb(options);

internal sealed class CustomersSqlServer(DbContextOptions<CustomersSqlServer> options) : CustomersDb(options);
