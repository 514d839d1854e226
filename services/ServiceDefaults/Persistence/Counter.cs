using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>A named number that counts up; stands in for sequences, which SQLite lacks.</summary>
public sealed class Counter
{
    public required string Name { get; init; }

    public long Value { get; set; }
}

public static class CounterQueries
{
    // HOLDLOCK keeps the place of a counter that is not there yet, so that of two who begin one at the same moment neither fails.
    internal const string TakeOnSqlServer = """
        MERGE [Counters] WITH (HOLDLOCK) AS c
        USING (SELECT {0} AS [Name], {1} AS [Count]) AS taken ON c.[Name] = taken.[Name]
        WHEN MATCHED THEN UPDATE SET [Value] = c.[Value] + taken.[Count]
        WHEN NOT MATCHED THEN INSERT ([Name], [Value]) VALUES (taken.[Name], taken.[Count])
        OUTPUT inserted.[Value];
        """;

    /// <summary>
    /// Takes <paramref name="count"/> consecutive numbers and returns the first. Inside a transaction they are given back when it
    /// is rolled back; the row stays locked until it ends.
    /// </summary>
    public static async Task<long> TakeAsync(this ServiceDb db, string counter, int count, CancellationToken cancellationToken)
    {
        if (!db.IsSqlite) return (await db.Database.SqlQueryRaw<long>(TakeOnSqlServer, counter, count).ToListAsync(cancellationToken))[0] - count + 1;
        var changed = await db.Counters.Where(row => row.Name == counter)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Value, row => row.Value + count), cancellationToken);
        if (changed == 0)
        {
            db.Counters.Add(new Counter { Name = counter, Value = count });
            await db.SaveChangesAsync(cancellationToken);
            return 1;
        }
        return await db.Counters.Where(row => row.Name == counter).Select(row => row.Value).SingleAsync(cancellationToken) - count + 1;
    }
}
