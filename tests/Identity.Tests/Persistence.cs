using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CrmPlatform.Identity.Tests;

public sealed class Persistence
{
    [Fact]
    public void The_migrations_are_those_of_the_model_on_both_databases()
    {
        using var sqlite = new IdentitySqlite(PersistenceSetup.DesignTime<IdentitySqlite>(DatabaseProvider.Sqlite));
        using var sqlServer = new IdentitySqlServer(PersistenceSetup.DesignTime<IdentitySqlServer>(DatabaseProvider.SqlServer));
        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(sqlServer.Database.HasPendingModelChanges());
        Assert.NotEmpty(sqlite.Database.GetMigrations());
        Assert.Equal(sqlite.Database.GetMigrations().Select(Name), sqlServer.Database.GetMigrations().Select(Name));
    }

    [Fact]
    public void The_script_for_SQL_Server_is_Transact_SQL()
    {
        using var db = new IdentitySqlServer(PersistenceSetup.DesignTime<IdentitySqlServer>(DatabaseProvider.SqlServer));
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        var parsed = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
        Assert.Empty(errors.Select(error => $"{error.Line}: {error.Message}"));
        Assert.InRange(((TSqlScript)parsed).Batches.Sum(batch => batch.Statements.Count), 20, 1000);
    }

    [Fact]
    public void What_holds_JSON_or_a_payload_has_no_length_on_SQL_Server()
    {
        using var db = new IdentitySqlServer(PersistenceSetup.DesignTime<IdentitySqlServer>(DatabaseProvider.SqlServer));
        foreach (var (entity, property) in new[] { ("Client", "Permissions"), ("Client", "RedirectUris"), ("Token", "Payload"), ("Grant", "Scopes") })
            Assert.Equal("nvarchar(max)", db.Model.GetEntityTypes().Single(type => type.ClrType.Name == entity).FindProperty(property)!.GetColumnType());
    }

    [Fact]
    public void The_searches_can_be_said_in_SQL_Servers_words()
    {
        using var db = new IdentitySqlServer(PersistenceSetup.DesignTime<IdentitySqlServer>(DatabaseProvider.SqlServer));
        var (role, after) = ("admin", "M");
        var byRole = db.Users.Where(user => user.Active && user.Roles.Contains(role)).ToQueryString();
        Assert.Contains("OPENJSON([u].[Roles])", byRole, StringComparison.Ordinal);
        var page = db.Users.Where(user => user.NormalizedUserName!.CompareTo(after) > 0).OrderBy(user => user.NormalizedUserName).Take(51).ToQueryString();
        Assert.Contains("[u].[NormalizedUserName] > @after", page, StringComparison.Ordinal);
    }

    private static string Name(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
