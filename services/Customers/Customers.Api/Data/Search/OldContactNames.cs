using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>
/// The people who were there before their names were searched are found too: their postings are added once, beside the running service
/// and in pieces. Which grams a name has is known to the code and not to the database, so no migration can do it.
/// </summary>
internal sealed class OldContactNames(IServiceScopeFactory scopes, TimeProvider time, ILogger<OldContactNames> log) : BackgroundService
{
    public const string Done = "contact-names-found";
    private const int Piece = 500;
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await AddAsync(stoppingToken);
                return;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "The names of contacts of before could not be made searchable; it is tried again");
            }
            await Task.Delay(Again, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AddAsync(CancellationToken cancellationToken)
    {
        for (long? after = 0; after is { } key;) after = await PieceAsync(key, cancellationToken);
    }

    /// <summary>The last key of the piece; null when there is none left.</summary>
    private async Task<long?> PieceAsync(long after, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        if (after == 0 && await db.Set<Counter>().AnyAsync(counter => counter.Name == Done, cancellationToken)) return null;
        await db.BeginWriteAsync(cancellationToken);
        var contacts = await db.Contacts.IgnoreQueryFilters().Where(contact => contact.Key > after).OrderBy(contact => contact.Key).Take(Piece)
            .Join(db.AllCustomers, contact => contact.CustomerId, customer => customer.Id, (contact, customer) => new { contact.Key, Name = contact.SearchName, Customer = customer.Key, customer.SearchName })
            .ToListAsync(cancellationToken);
        if (contacts.Count == 0 && !await db.Set<Counter>().AnyAsync(counter => counter.Name == Done, cancellationToken))
        {
            db.Add(new Counter { Name = Done, Value = 1 });
            await db.SaveChangesAsync(cancellationToken);
        }
        await Postings.AddMissingAsync(
            db, [.. contacts.GroupBy(contact => contact.Customer, (customer, there) => (customer, new Naming(there.First().SearchName, [.. there.Select(contact => contact.Name)])))], cancellationToken);
        await db.CommitAsync(cancellationToken);
        return contacts.Count == 0 ? null : contacts.Max(contact => contact.Key);
    }
}
