using System.Text.Json;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>A gram of a customer's name: a posting of the index of substrings.</summary>
internal sealed class CustomerGram
{
    public required string Gram { get; init; }

    public long CustomerKey { get; init; }
}

/// <summary>A customer's tag, for finding by it.</summary>
internal sealed class CustomerTag
{
    public required string Tag { get; init; }

    public long CustomerKey { get; init; }
}

/// <summary>
/// Keeps the postings in step with names and tags. They are written as one statement per table and save, past the change tracker: a
/// name has a dozen grams, and a tracked row each would cost more than the customer itself. A posting that goes is deleted by its
/// key, which follows from the old name: an index by customer would double what a create writes.
/// </summary>
internal static class Postings
{
    /// <summary>What the present changes mean for the postings, to be done once the rows have their keys; null when nothing.</summary>
    public static Func<CancellationToken, Task>? Changes(CustomersDb db)
    {
        var grams = Differences(db, customer => customer.SearchName, SearchText.Grams);
        var tags = Differences(db, customer => customer.Tags, names => names.Select(SearchText.Normalise).ToHashSet());
        var values = Differences(db, customer => customer.Custom, custom => custom.Select(pair => CustomFields.TermOf(pair.Key, pair.Value)).ToHashSet());
        if (grams.Count == 0 && tags.Count == 0 && values.Count == 0) return null;
        return async cancellationToken =>
        {
            await WriteAsync(db, "CustomerGrams", "Gram", SearchText.LongestGram, grams, cancellationToken);
            await WriteAsync(db, "CustomerTags", "Tag", PostingsMap.LongestTag, tags, cancellationToken);
            await WriteAsync(db, "CustomerFieldTerms", "Term", CustomFields.LongestTerm, values, cancellationToken);
        };
    }

    private static List<Difference> Differences<T>(CustomersDb db, System.Linq.Expressions.Expression<Func<Customer, T>> property, Func<T, IReadOnlySet<string>> terms)
    {
        var found = new List<Difference>();
        foreach (var entry in db.ChangeTracker.Entries<Customer>())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            var value = entry.Property(property);
            if (entry.State == EntityState.Modified && !value.IsModified) continue;
            var before = entry.State == EntityState.Added ? Nothing : terms(value.OriginalValue);
            var after = entry.State == EntityState.Deleted ? Nothing : terms(value.CurrentValue);
            var (gone, come) = (before.Except(after).ToList(), after.Except(before).ToList());
            if (gone.Count + come.Count > 0) found.Add(new Difference(entry, gone, come));
        }
        return found;
    }

    private static async Task WriteAsync(CustomersDb db, string table, string column, int length, List<Difference> differences, CancellationToken cancellationToken)
    {
        if (Pairs(differences, difference => difference.Gone) is { } gone)
            await db.Database.ExecuteSqlRawAsync(db.IsSqlite ? DeleteOnSqlite(table, column) : DeleteOnSqlServer(table, column, length), [gone], cancellationToken);
        if (Pairs(differences, difference => difference.Come) is { } come)
            await db.Database.ExecuteSqlRawAsync(db.IsSqlite ? InsertOnSqlite(table, column) : InsertOnSqlServer(table, column, length), [come], cancellationToken);
    }

    // Sorted, so that the tree of the index is walked once and not criss-cross.
    private static string? Pairs(List<Difference> differences, Func<Difference, IReadOnlyList<string>> terms)
    {
        var pairs = differences.SelectMany(difference => terms(difference).Select(term => (term, difference.Customer.Key)))
            .OrderBy(pair => pair.term, StringComparer.Ordinal).ThenBy(pair => pair.Key)
            .Select(pair => new object[] { pair.term, pair.Key }).ToList();
        return pairs.Count == 0 ? null : JsonSerializer.Serialize(pairs);
    }

    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    private static string InsertOnSqlite(string table, string column) => $$"""
        INSERT INTO "{{table}}" ("{{column}}", "CustomerKey")
        SELECT value ->> 0, value ->> 1 FROM json_each({0})
        """;

    private static string DeleteOnSqlite(string table, string column) => $$"""
        DELETE FROM "{{table}}" WHERE ("{{column}}", "CustomerKey") IN (SELECT value ->> 0, value ->> 1 FROM json_each({0}))
        """;

    private static string InsertOnSqlServer(string table, string column, int length) => $$"""
        INSERT INTO [{{table}}] ([{{column}}], [CustomerKey])
        SELECT [Term], [CustomerKey] FROM OPENJSON({0}) WITH ([Term] nvarchar({{length}}) '$[0]', [CustomerKey] bigint '$[1]')
        """;

    private static string DeleteOnSqlServer(string table, string column, int length) => $$"""
        DELETE posting FROM [{{table}}] AS posting
        JOIN OPENJSON({0}) WITH ([Term] nvarchar({{length}}) '$[0]', [CustomerKey] bigint '$[1]') AS gone
        ON posting.[{{column}}] = gone.[Term] AND posting.[CustomerKey] = gone.[CustomerKey]
        """;

    private sealed class Difference(EntityEntry<Customer> entry, IReadOnlyList<string> gone, IReadOnlyList<string> come)
    {
        public Customer Customer => entry.Entity;

        public IReadOnlyList<string> Gone => gone;

        public IReadOnlyList<string> Come => come;
    }
}
