using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>What customers are found by, read from their rows; for changes that go past the change tracker.</summary>
internal static class NamesOf
{
    // Whoever adds or removes somebody there at the same time waits: both would judge by people of whom one has gone.
    private const string LockedOnSqlServer = "SELECT * FROM [Customers] WITH (UPDLOCK)";

    public static async Task<Dictionary<Guid, (long Key, Naming Naming)>> ReadAsync(CustomersDb db, Guid[] customers, CancellationToken cancellationToken)
    {
        var rows = db.IsSqlite ? db.AllCustomers : db.Customers.FromSqlRaw(LockedOnSqlServer).IgnoreQueryFilters();
        var files = await rows.Where(c => customers.Contains(c.Id)).Select(c => new { c.Id, c.Key, c.SearchName }).ToListAsync(cancellationToken);
        var people = (await db.Contacts.IgnoreQueryFilters().Where(c => customers.Contains(c.CustomerId)).Select(c => new { c.CustomerId, c.SearchName }).ToListAsync(cancellationToken))
            .ToLookup(contact => contact.CustomerId, contact => contact.SearchName);
        return files.ToDictionary(file => file.Id, file => (file.Key, new Naming(file.SearchName, [.. people[file.Id]])));
    }

    /// <summary>Does what moves or renames people of these customers, and has them found by what is there afterwards; part of the caller's transaction.</summary>
    public static async Task FollowAsync(CustomersDb db, Guid[] customers, Func<Task> change, CancellationToken cancellationToken)
    {
        var before = await ReadAsync(db, customers, cancellationToken);
        await change();
        var after = await ReadAsync(db, customers, cancellationToken);
        await Postings.RenameAsync(db, [.. before.Select(file => new Renaming(file.Value.Key, file.Value.Naming, after[file.Key].Naming))], cancellationToken);
    }
}
