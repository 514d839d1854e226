using System.Net;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(SqlServer))]

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>X3 where many write at once and positions are given after the commit.</summary>
public sealed class EventsOnSqlServer(SqlServer server) : EventDelivery, IAsyncDisposable
{
    private SqlServerDatabases? databases;

    public ValueTask DisposeAsync() => databases?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task<string[]> TransportAsync() => (databases ??= await server.DatabasesOrSkipAsync()).Settings("maker", "watcher");
}

/// <summary>What SQLite's one writer makes easy.</summary>
public sealed class WritersOnSqlServer(SqlServer server)
{
    [Fact]
    public async Task Twins_at_the_same_moment_have_one_effect_and_their_events_keep_the_order_of_their_commits()
    {
        await using var databases = await server.DatabasesOrSkipAsync();
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker, databases.Settings("maker"));
        using var client = maker.As("mia", "sales");
        var twins = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.PostAsync("/api/v1/things", new { name = "twin" }, ("Idempotency-Key", "k1"))));
        Assert.All(twins, answer => Assert.True(answer.Status is HttpStatusCode.Created || answer.Code == "idempotency.in-flight", answer.Text));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => client.PostAsync("/api/v1/things", new { name = $"thing {i}", number = i })));
        var positions = await Eventually.BecomesAsync(() => maker.InScopeAsync(scope => scope.GetRequiredService<MakerDb>().Outbox.AsNoTracking().Select(row => row.Position).ToListAsync()),
            all => all.Count == 101 && all.TrueForAll(position => position is not null), "every event to have its place");
        Assert.Equal(Enumerable.Range(1, 101).Select(place => (long?)place), positions.Order());
    }

    [Fact]
    public async Task Numbers_taken_at_the_same_moment_are_never_the_same()
    {
        await using var databases = await server.DatabasesOrSkipAsync();
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker, databases.Settings("maker"));
        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => maker.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<MakerDb>();
            await db.BeginWriteAsync();
            var first = await db.TakeAsync("numbers", 3, default);
            await db.CommitAsync();
            return first;
        })));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (long)(i * 3) + 1), taken.Order());
    }
}
