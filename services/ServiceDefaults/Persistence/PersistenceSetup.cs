using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Persistence;

public static class PersistenceSetup
{
    /// <summary>On SQLite each keeps a connection with its statements and its share of the cache.</summary>
    private const int ContextsKept = 32;

    /// <summary>
    /// One model, two databases: <typeparamref name="TDb"/> is what the service works with, the other two carry each database's
    /// migrations. Contexts are pooled; each is lent to one scope.
    /// </summary>
    public static void AddDatabase<TDb, TSqlite, TSqlServer>(this WebApplicationBuilder builder)
        where TDb : ServiceDb where TSqlite : TDb where TSqlServer : TDb
    {
        var services = builder.Services;
        services.AddOptions<DatabaseOptions>().Bind(builder.Configuration.GetSection(DatabaseOptions.Section))
            .Configure<ServiceIdentity>((options, service) => options.ConnectionString ??= builder.Configuration.GetConnectionString(service.Name))
            .ValidateDataAnnotations()
            .Validate(options => options.Provider == DatabaseProvider.Sqlite || !string.IsNullOrWhiteSpace(options.ConnectionString),
                "Database:ConnectionString is not set: SQL Server needs one (or ConnectionStrings:{service}).")
            .ValidateOnStart();

        var provider = builder.Configuration.GetSection(DatabaseOptions.Section).GetValue("Provider", DatabaseProvider.Sqlite);
        services.AddSingleton(_ => new WriteGate(provider == DatabaseProvider.Sqlite));
        services.AddScoped<DbScope>();
        if (provider == DatabaseProvider.Sqlite)
        {
            SqliteLibrary.Prepare();
            Add<TDb, TSqlite>(services);
        }
        else
        {
            Add<TDb, TSqlServer>(services);
        }
        services.AddScoped(scope => new ServiceDbAccessor(() => scope.GetRequiredService<TDb>()));
        services.AddHostedService<MigrateAtStart>();
        services.AddErasure();
        // Replicas read each other's cursors: without a common directory they share their keys here.
        if (string.IsNullOrEmpty(builder.Configuration["DataProtection:Directory"])) services.AddDataProtection().PersistKeysToDbContext<TDb>();
    }

    /// <summary>Used by the design-time factories, so that migrations see the model as it runs.</summary>
    public static DbContextOptions<TContext> DesignTime<TContext>(DatabaseProvider provider) where TContext : ServiceDb
    {
        var options = new DbContextOptionsBuilder<TContext>();
        Use(options, new DatabaseOptions { Provider = provider, ConnectionString = provider == DatabaseProvider.Sqlite ? "Data Source=design.db" : "Server=." }, "design");
        return options.Options;
    }

    private static void Add<TDb, TContext>(IServiceCollection services) where TDb : ServiceDb where TContext : TDb
    {
        services.LendLastUsedFirst<TContext>();
        services.AddPooledDbContextFactory<TContext>((provider, options) =>
            Use(options, provider.GetRequiredService<IOptions<DatabaseOptions>>().Value, provider.GetRequiredService<ServiceIdentity>().Name), ContextsKept);
        services.AddScoped<TDb>(scope =>
        {
            var db = scope.GetRequiredService<Contexts<TContext>>().Lend();
            db.Enter(scope.GetRequiredService<DbScope>());
            return db;
        });
    }

    private static void Use(DbContextOptionsBuilder options, DatabaseOptions database, string service)
    {
        options.AddInterceptors(FiltersStay.Instance);
        // That every change of the model has its migration is a test's business; asked at the start it costs two more models, kept for good.
        options.ConfigureWarnings(warnings => warnings.Ignore(
            CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning,
            RelationalEventId.PendingModelChangesWarning));
        if (database.Provider == DatabaseProvider.SqlServer)
        {
            options.UseSqlServer(database.ConnectionString, sql => sql
                .UseCompatibilityLevel(database.CompatibilityLevel).MaxBatchSize(database.MaxBatchSize));
            return;
        }
        if (database.ConnectionString is null) Directory.CreateDirectory(database.Directory);
        options.UseSqlite(database.ConnectionString ?? $"Data Source={Path.Combine(database.Directory, $"{service}.db")}", sqlite => sqlite
            .MaxBatchSize(database.MaxBatchSize));
        options.ReplaceService<IMigrationsSqlGenerator, CompactTables>();
#pragma warning disable EF1001 // See there.
        options.ReplaceService<ISqliteRelationalConnection, LastingConnection>();
#pragma warning restore EF1001
        options.AddInterceptors(new SqlitePragmas(), new PreparedStatements());
    }

    /// <summary>
    /// Builds EF's model on a thread of its own while the rest of the host is put together: it is the longest piece of a start. Whoever needs
    /// it sooner waits for it.
    /// </summary>
    public static void BuildModelBeside(IServiceProvider services) => _ = Task.Run(() =>
    {
        using var scope = services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db.Model;
    });

    /// <summary>Brings the schema up to date and makes sure the feed has an epoch.</summary>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
        // Asked first: migrating compares whole models even where there is nothing to do, and a restart waits for it.
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            using var patience = new MigrationPatience(db);
            await db.Database.MigrateAsync(cancellationToken);
        }
        if (!await db.FeedStates.AnyAsync(cancellationToken))
        {
            db.FeedStates.Add(new FeedState());
            await db.SaveChangesAsync(cancellationToken);
        }
    }
}
