using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore.Design;

namespace CrmPlatform.Engagement.Data;

/// <summary>Lets <c>dotnet ef</c> see the model without starting the service.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<EngagementSqlite>
{
    public EngagementSqlite CreateDbContext(string[] args) => new(PersistenceSetup.DesignTime<EngagementSqlite>(DatabaseProvider.Sqlite));
}

internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<EngagementSqlServer>
{
    public EngagementSqlServer CreateDbContext(string[] args) => new(PersistenceSetup.DesignTime<EngagementSqlServer>(DatabaseProvider.SqlServer));
}
