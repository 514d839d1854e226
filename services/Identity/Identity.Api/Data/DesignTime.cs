using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore.Design;

namespace CrmPlatform.Identity.Data;

/// <summary>For <c>dotnet ef migrations add</c>.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<IdentitySqlite>
{
    public IdentitySqlite CreateDbContext(string[] args) => new(PersistenceSetup.DesignTime<IdentitySqlite>(DatabaseProvider.Sqlite));
}

/// <summary>For <c>dotnet ef migrations add</c>.</summary>
internal sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<IdentitySqlServer>
{
    public IdentitySqlServer CreateDbContext(string[] args) => new(PersistenceSetup.DesignTime<IdentitySqlServer>(DatabaseProvider.SqlServer));
}
