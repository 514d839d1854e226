using System.Text.Json;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>A gram of a customer's name: a posting of the index of substrings.</summary>
internal sealed class CustomerGram
{
    public required string Gram { get; init; }

    public long CustomerKey { get; init; }
}

/// <summary>
/// The same posting in the order of the names, for lists that are sorted by them. It holds how the name begins, which is most of its
/// order; the few names that begin alike are sorted as they are met.
/// </summary>
internal sealed class CustomerNameGram
{
    /// <summary>In UTF-16 units: the widths end with a character of two.</summary>
    public const int LongestStart = Widths + 1;

    private const int Widths = 8;

    public required string Gram { get; init; }

    public required string Start { get; init; }

    public long CustomerKey { get; init; }

    /// <summary>
    /// Eight Latin letters or four Chinese characters, up to the one that makes it so many: of two names, the one that comes first has
    /// the beginning that comes first, or the same one.
    /// </summary>
    public static string StartOf(string name)
    {
        var (width, length) = (0, 0);
        foreach (var rune in name.EnumerateRunes())
        {
            if (width >= Widths) break;
            width += rune.Value < 0x2E80 ? 1 : 2;
            length += rune.Utf16SequenceLength;
        }
        return name[..length];
    }

    /// <summary>Whether names may go on behind such a beginning; a shorter one is the whole name.</summary>
    public static bool IsCut(string start) => StartOf(start + "x") == start;
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
/// key, which follows from the old name: an index by customer would double what a create writes. The names of the people at a customer
/// have theirs in the same tables, so that a search is as cheap as one for the customer's own name. Who writes those of a customer that is
/// known already holds its row, so that two never write the same; one that is there already, whoever left it, refuses nothing.
/// </summary>
internal static class Postings
{
    private static readonly PostingTable Grams = new("CustomerGrams", "Gram", SearchText.LongestGram);
    private static readonly PostingTable NameGrams = new("CustomerNameGrams", "Gram", SearchText.LongestGram, "Start", CustomerNameGram.LongestStart);
    private static readonly PostingTable Tags = new("CustomerTags", "Tag", PostingsMap.LongestTag);
    private static readonly PostingTable Values = new("CustomerFieldTerms", "Term", CustomFields.LongestTerm);

    /// <summary>What the present changes mean for the postings, to be done once the rows have their keys; null when nothing.</summary>
    public static Func<CancellationToken, Task>? Changes(CustomersDb db)
    {
        var names = NameChanges.In(db);
        var tags = Differences(db, customer => customer.Tags, tags => Plain(tags.Select(SearchText.Normalise)));
        var values = Differences(db, customer => customer.Custom, custom => Plain(custom.Select(pair => CustomFields.TermOf(pair.Key, pair.Value))));
        if (names.Count == 0 && tags.Count == 0 && values.Count == 0) return null;
        return async cancellationToken =>
        {
            await RenameAsync(db, await NameChanges.WithPeopleAsync(db, names, cancellationToken), cancellationToken);
            await WriteAsync(db, Tags, tags, cancellationToken);
            await WriteAsync(db, Values, values, cancellationToken);
        };
    }

    /// <summary>Writes what customers are found by from now on; part of the caller's transaction.</summary>
    public static async Task RenameAsync(CustomersDb db, IReadOnlyCollection<Renaming> renamings, CancellationToken cancellationToken)
    {
        await WriteAsync(db, Grams, [.. renamings.Select(renaming => Between(renaming.Key, renaming.Before.Grams, renaming.After.Grams, renaming.IsNew))], cancellationToken);
        await WriteAsync(db, NameGrams, [.. renamings.Select(renaming => Between(renaming.Key, renaming.Before.BegunGrams, renaming.After.BegunGrams, renaming.IsNew))], cancellationToken);
    }

    /// <summary>Adds those that are missing of customers whose rows the caller holds.</summary>
    public static async Task AddMissingAsync(CustomersDb db, IReadOnlyCollection<(long Key, Naming Naming)> files, CancellationToken cancellationToken)
    {
        await AddMissingAsync(db, Grams, files.Select(file => Between(file.Key, Nothing, file.Naming.Grams)), cancellationToken);
        await AddMissingAsync(db, NameGrams, files.Select(file => Between(file.Key, Nothing, file.Naming.BegunGrams)), cancellationToken);
    }

    private static HashSet<(string, string?)> Plain(IEnumerable<string> terms) => [.. terms.Select(term => (term, (string?)null))];

    private static Difference Between(long key, IReadOnlySet<(string, string?)> before, IReadOnlySet<(string, string?)> after, bool isNew = false) =>
        new(() => key, [.. before.Except(after)], [.. after.Except(before)], isNew);

    private static List<Difference> Differences<T>(CustomersDb db, System.Linq.Expressions.Expression<Func<Customer, T>> property, Func<T, IReadOnlySet<(string, string?)>> terms)
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
            var customer = entry.Entity;
            if (gone.Count + come.Count > 0) found.Add(new Difference(() => customer.Key, gone, come, entry.State == EntityState.Added));
        }
        return found;
    }

    private static async Task WriteAsync(CustomersDb db, PostingTable table, List<Difference> differences, CancellationToken cancellationToken)
    {
        if (Rows(table, db.IsSqlite, differences, difference => difference.Gone) is { } gone)
            await db.Database.ExecuteSqlRawAsync(db.IsSqlite ? table.DeleteOnSqlite() : table.DeleteOnSqlServer(), [gone], cancellationToken);
        if (!db.IsSqlite && Rows(table, db.IsSqlite, differences.Where(difference => difference.IsNew), difference => difference.Come) is { } first)
            await db.Database.ExecuteSqlRawAsync(table.InsertOnSqlServer(), [first], cancellationToken);
        await AddMissingAsync(db, table, differences.Where(difference => db.IsSqlite || !difference.IsNew), cancellationToken);
    }

    private static async Task AddMissingAsync(CustomersDb db, PostingTable table, IEnumerable<Difference> differences, CancellationToken cancellationToken)
    {
        if (Rows(table, db.IsSqlite, differences, difference => difference.Come) is { } come)
            await db.Database.ExecuteSqlRawAsync(db.IsSqlite ? table.AddMissingOnSqlite() : table.AddMissingOnSqlServer(), [come], cancellationToken);
    }

    // Sorted, so that the tree of the index is walked once and not criss-cross.
    private static string? Rows(PostingTable table, bool sqlite, IEnumerable<Difference> differences, Func<Difference, IReadOnlyList<(string Term, string? Start)>> terms)
    {
        var rows = differences.SelectMany(difference => terms(difference).Select(term => (term.Term, term.Start, Key: difference.Key())))
            .OrderBy(row => row.Term, StringComparer.Ordinal).ThenBy(row => row.Start, StringComparer.Ordinal).ThenBy(row => row.Key)
            .Select(row => new object?[] { table.IsOfGrams ? PostingsMap.Stored(row.Term, sqlite) : row.Term, row.Key, row.Start }).ToList();
        return rows.Count == 0 ? null : JsonSerializer.Serialize(rows);
    }

    private static readonly IReadOnlySet<(string, string?)> Nothing = new HashSet<(string, string?)>();

    /// <summary>Where postings stand; some with the beginning of the name between term and key.</summary>
    private sealed record PostingTable(string Name, string Column, int Length, string? Second = null, int SecondLength = 0)
    {
        public bool IsOfGrams => Column == nameof(CustomerGram.Gram);

        private string Columns => $"\"{Column}\", \"CustomerKey\"{(Second is null ? "" : $", \"{Second}\"")}";

        private string OnSqlite => $"SELECT value ->> 0, value ->> 1{(Second is null ? "" : ", value ->> 2")} FROM json_each({{0}})";

        private string OnSqlServer => $"OPENJSON({{0}}) WITH ([{Column}] nvarchar({Length}) '$[0]', [CustomerKey] bigint '$[1]'{(Second is null ? "" : $", [{Second}] nvarchar({SecondLength}) '$[2]'")})";

        public string DeleteOnSqlite() => $"DELETE FROM \"{Name}\" WHERE ({Columns}) IN ({OnSqlite})";

        /// <summary>Of a customer whose key nobody had before: looking first would cost an import, and find nothing.</summary>
        public string InsertOnSqlServer() => $"INSERT INTO [{Name}] ({Columns}) SELECT {Columns} FROM {OnSqlServer}";

        public string AddMissingOnSqlite() => $"INSERT OR IGNORE INTO \"{Name}\" ({Columns}) {OnSqlite}";

        // No lock of a range: those of two customers that have a gram in common would wait for each other.
        public string AddMissingOnSqlServer() => $"""
            INSERT INTO [{Name}] ({Columns}) SELECT {Columns} FROM {OnSqlServer} AS come
            WHERE NOT EXISTS (SELECT 1 FROM [{Name}] AS posting WHERE {Same("come")})
            """;

        public string DeleteOnSqlServer() => $"""
            DELETE posting FROM [{Name}] AS posting
            JOIN {OnSqlServer} AS gone
            ON {Same("gone")}
            """;

        private string Same(string rows) =>
            $"posting.[{Column}] = {rows}.[{Column}] COLLATE {AsWrittenText.Collation} AND posting.[CustomerKey] = {rows}.[CustomerKey]{(Second is null ? "" : $" AND posting.[{Second}] = {rows}.[{Second}] COLLATE {AsWrittenText.Collation}")}";
    }

    /// <param name="Key">The customer's, asked once its row has been written.</param>
    /// <param name="IsNew">The customer was not there before.</param>
    private sealed record Difference(Func<long> Key, IReadOnlyList<(string Term, string? Start)> Gone, IReadOnlyList<(string Term, string? Start)> Come, bool IsNew);
}
