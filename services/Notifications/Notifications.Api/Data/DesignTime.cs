using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore.Design;

namespace CrmPlatform.Notifications.Data;

/// <summary>Lets <c>dotnet ef</c> see the model without starting the service.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<NotificationsSqlite>
{
    public NotificationsSqlite CreateDbContext(string[] args) => new(PersistenceSetup.DesignTime<NotificationsSqlite>(DatabaseProvider.Sqlite));
}

internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<NotificationsSqlServer>
{
    public NotificationsSqlServer CreateDbContext(string[] args) => new(PersistenceSetup.DesignTime<NotificationsSqlServer>(DatabaseProvider.SqlServer));
}
