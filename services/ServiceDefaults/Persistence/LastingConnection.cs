using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrmPlatform.ServiceDefaults.Persistence;

#pragma warning disable EF1001 // How long a connection stays open can be said nowhere else; the tests of `Statements` see whether it still holds.

/// <summary>
/// The connection of a pooled context stays open while the context lives. Opened for each query it would be given EF's functions and
/// have them taken away each time, and lose its prepared statements, which costs more than a small query itself.
/// </summary>
internal sealed class LastingConnection(RelationalConnectionDependencies dependencies, IRawSqlCommandBuilder commands, IDiagnosticsLogger<DbLoggerCategory.Infrastructure> logger)
    : SqliteRelationalConnection(dependencies, commands, logger)
{
    protected override void CloseDbConnection()
    {
    }

    protected override Task CloseDbConnectionAsync() => Task.CompletedTask;

    protected override void DisposeDbConnection()
    {
        PreparedStatements.End(DbConnection);
        base.DisposeDbConnection();
    }

    protected override ValueTask DisposeDbConnectionAsync()
    {
        PreparedStatements.End(DbConnection);
        return base.DisposeDbConnectionAsync();
    }
}
