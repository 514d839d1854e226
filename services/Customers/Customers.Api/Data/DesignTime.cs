using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore.Design;

namespace CrmPlatform.Customers.Data;

/// <summary>Lets <c>dotnet ef</c> see the model without starting the service.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<CustomersSqlite>
{
    public CustomersSqlite CreateDbContext(string[] args) => new(PersistenceSetup.DesignTime<CustomersSqlite>(DatabaseProvider.Sqlite));
}

internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<CustomersSqlServer>
{
    public CustomersSqlServer CreateDbContext(string[] args) => new(PersistenceSetup.DesignTime<CustomersSqlServer>(DatabaseProvider.SqlServer));
}
