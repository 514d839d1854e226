using System.Text.Json;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data;

/// <summary>A gram of a customer's name: a posting of the index of substrings.</summary>
internal sealed class CustomerGram
{
    public required string Gram { get; init; }

    public long CustomerKey { get; init; }
}

/// <summary>
/// Keeps the postings in step with the names. They are written as one statement per save, past the change tracker: a name has a dozen
/// grams, and a tracked row each would cost more than the customer itself.
/// </summary>
internal static class GramIndex
{
    /// <summary>What the present changes mean for the index, to be done once the rows have their keys; null when nothing.</summary>
    public static Func<CancellationToken, Task>? Changes(CustomersDb db)
    {
        var renamed = db.ChangeTracker.Entries<Customer>()
            .Where(entry => entry.State == EntityState.Added
                || (entry.State == EntityState.Modified && entry.Property(customer => customer.SearchName).IsModified))
            .Select(entry => (Customer: entry.Entity, New: entry.State == EntityState.Added))
            .ToList();
        if (renamed.Count == 0) return null;
        return async cancellationToken =>
        {
            var stale = renamed.Where(item => !item.New).Select(item => item.Customer.Key).ToArray();
            if (stale.Length > 0) await db.CustomerGrams.Where(gram => stale.Contains(gram.CustomerKey)).ExecuteDeleteAsync(cancellationToken);
            await AddAsync(db, renamed.Select(item => item.Customer), cancellationToken);
        };
    }

    private static async Task AddAsync(CustomersDb db, IEnumerable<Customer> customers, CancellationToken cancellationToken)
    {
        // Sorted, so that the tree of the index is walked once and not criss-cross.
        var postings = customers.SelectMany(customer => SearchText.Grams(customer.SearchName).Select(gram => (gram, customer.Key)))
            .OrderBy(posting => posting.gram, StringComparer.Ordinal).ThenBy(posting => posting.Key)
            .Select(posting => new object[] { posting.gram, posting.Key });
        await db.Database.ExecuteSqlRawAsync(db.IsSqlite ? InsertOnSqlite : InsertOnSqlServer, [JsonSerializer.Serialize(postings)], cancellationToken);
    }

    private const string InsertOnSqlite = """
        INSERT INTO "CustomerGrams" ("Gram", "CustomerKey")
        SELECT value ->> 0, value ->> 1 FROM json_each({0})
        """;

    private const string InsertOnSqlServer = """
        INSERT INTO [CustomerGrams] ([Gram], [CustomerKey])
        SELECT [Gram], [CustomerKey] FROM OPENJSON({0}) WITH ([Gram] nvarchar(6) '$[0]', [CustomerKey] bigint '$[1]')
        """;
}
