using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>
/// On SQL Server a statement of a migration may fill a table from millions of rows, or wait for another process that migrates: given up after
/// the usual half minute it would be given up at every try. What the context had before is put back, for it goes on to serve requests. On
/// SQLite the same setting says how long a locked file is waited for, and stays.
/// </summary>
internal sealed class MigrationPatience : IDisposable
{
    /// <summary>A migration's Job is given as long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly ServiceDb db;
    private readonly int? before;

    public MigrationPatience(ServiceDb db)
    {
        (this.db, before) = (db, db.Database.GetCommandTimeout());
        if (!db.IsSqlite) db.Database.SetCommandTimeout(Longest);
    }

    public void Dispose() => db.Database.SetCommandTimeout(before);
}
