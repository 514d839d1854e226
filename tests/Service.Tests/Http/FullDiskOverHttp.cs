using System.Net;
using CrmPlatform.Service.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>A service that found no room for its first key of links.</summary>
public sealed class FullDiskFixture : ServiceFixture
{
    protected override void Customise(IServiceCollection services) =>
        services.ConfigureDbContext<ComplaintsSqlite>(options => options.AddInterceptors(new Full()));

    private sealed class Full : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            eventData.Context!.ChangeTracker.Entries<StoredLinkKey>().Any() ? throw new DbUpdateException("A save.", new SqliteException("database or disk is full", 13)) : ValueTask.FromResult(result);
    }
}

public sealed class FullDiskOverHttp(FullDiskFixture fixture) : IClassFixture<FullDiskFixture>
{
    // S1, X2: the first form makes the first key of links, too.
    [Fact]
    public async Task Whoever_fills_in_the_form_is_told_that_there_is_no_room()
    {
        var refused = await fixture.Service.Client(null).PostAsync("/api/v1/public/service/complaints", new { summary = "Broken" });
        Assert.Equal("storage.full", refused.Expect(HttpStatusCode.InsufficientStorage).Code);
    }
}
