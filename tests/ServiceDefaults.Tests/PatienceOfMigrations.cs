using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>A migration may take long; a request with the same context may not.</summary>
public sealed class PatienceOfMigrations
{
    [Theory]
    [InlineData(null)]
    [InlineData(45)]
    public void A_statement_is_waited_for_an_hour_and_afterwards_as_long_as_before(int? before)
    {
        using var db = ApprovedSql.Context<MakerDb>();
        db.Database.SetCommandTimeout(before);
        using (new MigrationPatience(db)) Assert.Equal(3600, db.Database.GetCommandTimeout());
        Assert.Equal(before, db.Database.GetCommandTimeout());
    }
}
