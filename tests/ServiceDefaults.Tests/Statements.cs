using System.Runtime.CompilerServices;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;

namespace CrmPlatform.ServiceDefaults.Tests;

public sealed class Statements
{
    private static readonly ConditionalWeakTable<sqlite3, object> Watched = [];

    [Fact]
    public async Task A_context_keeps_its_connection_and_the_statements_it_ran_last_whoever_borrows_it()
    {
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker);
        var factory = maker.Services.GetRequiredService<IDbContextFactory<MakerDb>>();
        var lent = new List<MakerDb>();
        do lent.Add(await factory.CreateDbContextAsync());
        while (lent[^1].Database.GetDbConnection().State == System.Data.ConnectionState.Open);
        var (first, handle, statement) = await LookAsync(lent[^1], "a");
        foreach (var db in lent) await db.DisposeAsync();

        // The service's own loops borrow as well.
        lent.Clear();
        do lent.Add(await factory.CreateDbContextAsync());
        while (lent[^1].ContextId.InstanceId != first && lent.Count < 100);
        var (_, again, same) = await LookAsync(lent[^1], "b");
        Assert.Same(handle, again);
        Assert.Equal(statement, same);
        foreach (var db in lent) await db.DisposeAsync();
    }

    [Fact]
    public void The_context_that_came_back_last_is_lent_first_and_no_more_are_kept_than_said()
    {
        var services = new ServiceCollection();
        services.LendLastUsedFirst<Plain>();
        services.AddPooledDbContextFactory<Plain>(options => options.UseSqlite("Data Source=:memory:"), poolSize: 2);
        using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<IDbContextFactory<Plain>>();
        Plain[] lent = [factory.CreateDbContext(), factory.CreateDbContext(), factory.CreateDbContext()];
        Guid[] ids = [.. lent.Select(db => db.ContextId.InstanceId)];
        foreach (var db in lent) db.Dispose();

        lent = [factory.CreateDbContext(), factory.CreateDbContext(), factory.CreateDbContext()];
        Assert.Equal([ids[1], ids[0]], lent[..2].Select(db => db.ContextId.InstanceId));
        Assert.DoesNotContain(lent[2].ContextId.InstanceId, ids);

        lent[0].Dispose();
        provider.Dispose();
        lent[1].Dispose();
        Assert.Throws<ObjectDisposedException>(() => lent[0].Model);
        Assert.Throws<ObjectDisposedException>(() => lent[1].Model);
    }

    [Theory]
    [InlineData("GET", false)]
    [InlineData("HEAD", false)]
    [InlineData("POST", true)]
    [InlineData("PUT", true)]
    [InlineData(null, true)]
    public void Those_who_write_have_contexts_of_their_own(string? method, bool writes)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IHttpContextAccessor, HttpContextAccessor>();
        services.LendLastUsedFirst<Plain>();
        services.AddPooledDbContextFactory<Plain>(options => options.UseSqlite("Data Source=:memory:"), poolSize: 2);
        using var provider = services.BuildServiceProvider();
        var (contexts, http) = (provider.GetRequiredService<Contexts<Plain>>(), provider.GetRequiredService<IHttpContextAccessor>());
        Guid Lent(string? by)
        {
            http.HttpContext = by is null ? null : new DefaultHttpContext { Request = { Method = by } };
            using var db = contexts.Lend();
            return db.ContextId.InstanceId;
        }
        var (reader, writer) = (Lent("GET"), Lent("DELETE"));
        Assert.NotEqual(reader, writer);
        Assert.Equal(writes ? writer : reader, Lent(method));
    }

    [Fact]
    public async Task Statements_in_use_are_nobody_elses_and_no_more_are_kept_than_said()
    {
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker);
        await maker.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<MakerDb>();
            var handle = await HandleOfAsync(db);
            var counter = db.Counters.AsNoTracking().Where(c => c.Name != "none").OrderBy(c => c.Name);
            db.Counters.AddRange(new Counter { Name = "one", Value = 1 }, new Counter { Name = "two", Value = 2 });
            await db.SaveChangesAsync();
            var seen = new List<string>();
            await foreach (var outer in counter.AsAsyncEnumerable())
                await foreach (var inner in counter.AsAsyncEnumerable()) seen.Add($"{outer.Name} {inner.Name}");
            Assert.Equal(["one one", "one two", "two one", "two two"], seen);

            for (var i = 0; i < 200; i++)
            {
                var text = "SELECT " + i + " AS \"Value\"";
                Assert.Equal([i], await db.Database.SqlQueryRaw<int>(text).ToListAsync());
            }
            Assert.InRange(Prepared(handle).Count, 1, 64);

            // What was bound would stay with it.
            var long1 = new string('x', 100_000);
            Assert.Equal(100_000, await db.Database.SqlQuery<int>($"SELECT length({long1}) AS \"Value\"").SingleAsync());
            Assert.DoesNotContain(Prepared(handle), statement => statement.Contains("length(", StringComparison.Ordinal));
            return 0;
        });
    }

    [Fact]
    public async Task A_statement_that_failed_does_not_fail_the_next()
    {
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker);
        await maker.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<MakerDb>();
            FormattableString Insert(string name) => $"INSERT INTO \"Counters\" (\"Name\", \"Value\") VALUES ({name}, 1)";
            Assert.Equal(1, await db.Database.ExecuteSqlAsync(Insert("same")));
            await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlAsync(Insert("same")));
            Assert.Equal(1, await db.Database.ExecuteSqlAsync(Insert("other")));
            await db.BeginWriteAsync();
            Assert.Equal(1, await db.Database.ExecuteSqlAsync(Insert("third")));
            await db.RollbackAsync();
            Assert.Equal(2, await db.Counters.CountAsync(c => c.Name == "same" || c.Name == "other" || c.Name == "third"));
            return 0;
        });
    }

    private sealed class Plain(DbContextOptions<Plain> options) : DbContext(options);

    private static async Task<(Guid Context, sqlite3 Handle, sqlite3_stmt Statement)> LookAsync(MakerDb db, string name)
    {
        var handle = await HandleOfAsync(db);
        Assert.Empty(await db.Things.AsNoTracking().Where(thing => thing.Name == name).ToListAsync());
        return (db.ContextId.InstanceId, handle, Assert.Single(All(handle), statement => raw.sqlite3_sql(statement).utf8_to_string().Contains("\"Things\"", StringComparison.Ordinal)));
    }

    private static async Task<sqlite3> HandleOfAsync(MakerDb db)
    {
        await db.Database.OpenConnectionAsync();
        var handle = ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
        if (Watched.TryAdd(handle, handle)) handle.enable_sqlite3_next_stmt(true);
        return handle;
    }

    private static List<string> Prepared(sqlite3 handle) => [.. All(handle).Select(statement => raw.sqlite3_sql(statement).utf8_to_string())];

    private static List<sqlite3_stmt> All(sqlite3 handle)
    {
        var found = new List<sqlite3_stmt>();
        for (var at = raw.sqlite3_next_stmt(handle, null!); at is not null; at = raw.sqlite3_next_stmt(handle, at)) found.Add(at);
        return found;
    }
}
