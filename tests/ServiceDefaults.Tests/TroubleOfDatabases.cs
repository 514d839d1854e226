using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>What a database says of itself is told from what was wrong with the request.</summary>
public sealed class TroubleOfDatabases
{
    private const int Full = 13;

    [Theory]
    [InlineData(Full, true)]
    [InlineData(5, false)]
    [InlineData(19, false)]
    public void A_full_disk_is_known_alone_and_in_a_save_that_failed(int code, bool full)
    {
        var said = new SqliteException("As SQLite says it.", code);
        Assert.Equal((full, full), (DatabaseTrouble.IsFull(said), DatabaseTrouble.IsFull(new DbUpdateException("A save.", said))));
        Assert.False(DatabaseTrouble.IsDeadlock(said));
    }

    [Theory]
    [InlineData(28, true)]
    [InlineData(unchecked((int)0x80070070), true)]
    [InlineData(2, false)]
    public void A_full_disk_is_known_where_a_file_was_written(int code, bool full) => Assert.Equal(full, DatabaseTrouble.IsFull(new IOException("As the system says it.", code)));
}
