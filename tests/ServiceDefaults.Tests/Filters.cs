using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>X1: what a query reads stays filtered, unless it says of all it reads that it shall not be.</summary>
public sealed class Filters
{
    [Fact]
    public async Task A_query_of_which_only_a_part_ignores_filters_is_refused_before_it_runs()
    {
        await using var db = new Desk(new DbContextOptionsBuilder<Desk>().UseSqlite("Data Source=:memory:").AddInterceptors(FiltersStay.Instance).Options);
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await db.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        db.AddRange(new Letter { Id = 1, Reader = "me", Drawer = 1 }, new Letter { Id = 2, Reader = "you", Drawer = 1 }, new Drawer { Id = 1, Reader = "you", Name = "Left" }, new Room { Id = 1 });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        var all = db.Set<Drawer>().IgnoreQueryFilters();

        Refused("Letter", db.Set<Letter>().Select(letter => all.Where(drawer => drawer.Id == letter.Drawer).Select(drawer => drawer.Name).FirstOrDefault()));
        Refused("Letter", all.Select(drawer => db.Set<Letter>().Count(letter => letter.Drawer == drawer.Id)));
        Refused("Letter", all.Join(db.Set<Letter>().AsNoTracking(), drawer => drawer.Id, letter => letter.Drawer, (drawer, letter) => letter.Id));
        Refused("Letter", all.Join(db.Set<Letter>().FromSqlRaw("SELECT * FROM Letter"), drawer => drawer.Id, letter => letter.Drawer, (drawer, letter) => letter.Id));

        Assert.Equal([1], Ids(db.Set<Letter>().Select(letter => letter.Id)));
        Assert.Equal([1, 2], Ids(db.Set<Letter>().IgnoreQueryFilters().Select(letter => letter.Id)));
        Assert.Equal([1, 2], Ids(db.Set<Letter>().IgnoreQueryFilters().Join(all, letter => letter.Drawer, drawer => drawer.Id, (letter, drawer) => letter.Id)));
        // What has no filter can lose none, and who names a filter takes away that one.
        Assert.Equal([1], Ids(all.Select(drawer => db.Set<Room>().Count())));
        Assert.Equal([1], Ids(db.Set<Letter>().Where(letter => db.Set<Drawer>().IgnoreQueryFilters(new[] { "reader" }).Any(drawer => drawer.Id == letter.Drawer)).Select(letter => letter.Id)));
    }

    private static void Refused<T>(string thing, IQueryable<T> query) => Assert.Contains($"so {thing} would be read", Assert.Throws<InvalidOperationException>(query.ToList).Message);

    private static int[] Ids(IQueryable<int> query) => [.. query.AsEnumerable().Order()];

    private sealed class Desk(DbContextOptions<Desk> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Letter>().HasQueryFilter(letter => letter.Reader == "me");
            modelBuilder.Entity<Drawer>().HasQueryFilter("reader", drawer => drawer.Reader == "me");
            modelBuilder.Entity<Room>();
        }
    }

    private sealed class Letter
    {
        public int Id { get; init; }

        public required string Reader { get; init; }

        public int Drawer { get; init; }
    }

    private sealed class Drawer
    {
        public int Id { get; init; }

        public required string Reader { get; init; }

        public required string Name { get; init; }
    }

    private sealed class Room
    {
        public int Id { get; init; }
    }
}
