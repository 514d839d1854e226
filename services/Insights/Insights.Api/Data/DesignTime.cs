using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore.Design;

namespace CrmPlatform.Insights.Data;

/// <summary>Lets <c>dotnet ef</c> see the model without starting the service.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<InsightsSqlite>
{
    public InsightsSqlite CreateDbContext(string[] args) => new(PersistenceSetup.DesignTime<InsightsSqlite>(DatabaseProvider.Sqlite));
}

internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<InsightsSqlServer>
{
    public InsightsSqlServer CreateDbContext(string[] args) => new(PersistenceSetup.DesignTime<InsightsSqlServer>(DatabaseProvider.SqlServer));
}
