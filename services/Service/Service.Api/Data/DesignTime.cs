using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore.Design;

namespace CrmPlatform.Service.Data;

/// <summary>Lets <c>dotnet ef</c> see the model without starting the service.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<ComplaintsSqlite>
{
    public ComplaintsSqlite CreateDbContext(string[] args) => new(PersistenceSetup.DesignTime<ComplaintsSqlite>(DatabaseProvider.Sqlite));
}

internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<ComplaintsSqlServer>
{
    public ComplaintsSqlServer CreateDbContext(string[] args) => new(PersistenceSetup.DesignTime<ComplaintsSqlServer>(DatabaseProvider.SqlServer));
}
