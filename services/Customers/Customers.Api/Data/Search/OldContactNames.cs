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

    /// <summary>Whoever changes one of these customers meanwhile waits for the piece.</summary>
    private const int Piece = 100;

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
            .Select(contact => new { contact.Key, contact.CustomerId }).ToListAsync(cancellationToken);
        if (contacts.Count == 0 && !await db.Set<Counter>().AnyAsync(counter => counter.Name == Done, cancellationToken))
        {
            db.Add(new Counter { Name = Done, Value = 1 });
            await db.SaveChangesAsync(cancellationToken);
        }
        // Read anew with the customers in hand: a name that goes in between would come back for good.
        var names = await NamesOf.ReadAsync(db, [.. contacts.Select(contact => contact.CustomerId).Distinct()], cancellationToken);
        await Postings.AddMissingAsync(db, names.Values, cancellationToken);
        await db.CommitAsync(cancellationToken);
        return contacts.Count == 0 ? null : contacts.Max(contact => contact.Key);
    }
}
