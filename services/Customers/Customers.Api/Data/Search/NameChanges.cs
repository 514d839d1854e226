using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>The names a customer is found by (C18): its own and those of the people there, normalised; none of a customer that is not there.</summary>
internal sealed record Naming(string? Name, IReadOnlyCollection<string> People)
{
    public HashSet<(string, string?)> Grams => [.. All.Select(gram => (gram, (string?)null))];

    /// <summary>With the beginning of the customer's own name, by which lists are sorted, whosever name the gram is of.</summary>
    public HashSet<(string, string?)> BegunGrams
    {
        get
        {
            if (Name is null) return [];
            var start = CustomerNameGram.StartOf(Name);
            return [.. All.Where(SearchText.IsWhole).Select(gram => (gram, (string?)start))];
        }
    }

    /// <summary>Of each name as it is written, and as it is typed where that is another one.</summary>
    private IEnumerable<string> All => Name is null ? [] : People.Prepend(Name).SelectMany(name => new[] { name, SearchText.Typed(name) }.Distinct()).SelectMany(SearchText.Grams).Distinct();
}

/// <summary>What a customer was found by and is from now on.</summary>
internal sealed record Renaming(long Key, Naming Before, Naming After)
{
    public bool IsNew => Before.Name is null;
}

/// <summary>
/// Which changes of names a save brings. What several people have in common is one posting, so before one goes the others there are
/// asked; a file that is opened has nobody to be asked for.
/// </summary>
internal sealed class NameChanges
{
    private readonly List<string> gone = [];
    private readonly List<string> come = [];
    private Customer? file;
    private string? before;
    private string? after;

    private bool IsNew => file is not null && before is null;

    public static IReadOnlyDictionary<Guid, NameChanges> In(CustomersDb db)
    {
        var changes = new Dictionary<Guid, NameChanges>();
        foreach (var entry in db.ChangeTracker.Entries<Customer>())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            var name = entry.Property(customer => customer.SearchName);
            if (entry.State == EntityState.Modified && name.OriginalValue == name.CurrentValue) continue;
            var change = Of(entry.Entity.Id);
            change.file = entry.Entity;
            change.before = entry.State == EntityState.Added ? null : name.OriginalValue;
            change.after = entry.State == EntityState.Deleted ? null : name.CurrentValue;
        }
        foreach (var entry in db.ChangeTracker.Entries<Contact>())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            var name = entry.Property(contact => contact.SearchName);
            if (entry.State == EntityState.Modified && name.OriginalValue == name.CurrentValue) continue;
            if (entry.State != EntityState.Added) Of(entry.Entity.CustomerId).gone.Add(name.OriginalValue);
            if (entry.State != EntityState.Deleted) Of(entry.Entity.CustomerId).come.Add(name.CurrentValue);
        }
        return changes;

        NameChanges Of(Guid customer)
        {
            if (!changes.TryGetValue(customer, out var change)) changes.Add(customer, change = new NameChanges());
            return change;
        }
    }

    /// <summary>The changes with the names of everybody there, once the rows have been written.</summary>
    public static async Task<IReadOnlyCollection<Renaming>> WithPeopleAsync(CustomersDb db, IReadOnlyDictionary<Guid, NameChanges> changes, CancellationToken cancellationToken)
    {
        var known = changes.Where(change => !change.Value.IsNew).Select(change => change.Key).ToArray();
        var stored = known.Length == 0 ? [] : await NamesOf.ReadAsync(db, known, cancellationToken);
        var renamings = new List<Renaming>(changes.Count);
        foreach (var (customer, change) in changes)
        {
            var (key, naming) = stored.TryGetValue(customer, out var read) ? read : (change.file?.Key ?? 0, new Naming(change.after, change.come));
            var earlier = naming.People.ToList();
            foreach (var name in change.come) earlier.Remove(name);
            earlier.AddRange(change.gone);
            renamings.Add(new Renaming(key, new Naming(change.file is null ? naming.Name : change.before, earlier), naming));
        }
        return renamings;
    }
}
