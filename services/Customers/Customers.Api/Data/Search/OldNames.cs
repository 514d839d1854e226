using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>
/// Names of before are made searchable beside the running service and in pieces: those of people who were there before their names were searched, and those
/// that are typed otherwise than they are written (O’Hara, Łukasz). The latter are looked through at once and once more an hour later, when no release before
/// this one opens files beside it any more; nothing but postings is added, so that such a release goes on finding what it found. Which grams a name has is known
/// to the code and not to the database, so no migration can do it. How far each pass has come is a counter whose row is held for a piece: every replica
/// looks, each piece is done by one of them, and after a start it goes on where it was.
/// </summary>
internal sealed class OldNames(IServiceScopeFactory scopes, TimeProvider time, ILogger<OldNames> log) : BackgroundService
{
    public const string PeopleDone = "contact-names-found";
    public const string TypedDone = "names-found-as-typed";
    public const string CustomersTyped = "customers-typed-from";

    /// <summary>Whoever changes one of these customers meanwhile waits for the piece.</summary>
    private const int Piece = 100;

    private const int NamesRead = 1000;

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OthersAreGone = TimeSpan.FromHours(1);

    private static readonly Pass People = new("contact-names-from", Contacts, _ => true, Piece, PeopleDone);

    /// <summary>Twice; what the second time finds done already costs the reading of its name.</summary>
    private static readonly Pass[][] Looks =
    [
        [new(CustomersTyped, Customers, IsTypedOtherwise, NamesRead), new("contacts-typed-from", Contacts, IsTypedOtherwise, NamesRead)],
        [new("customers-typed-again-from", Customers, IsTypedOtherwise, NamesRead), new("contacts-typed-again-from", Contacts, IsTypedOtherwise, NamesRead, TypedDone)],
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var look = 0; !stoppingToken.IsCancellationRequested;)
        {
            var wait = Again;
            try
            {
                if (!await IsDoneAsync(PeopleDone, stoppingToken)) await GoThroughAsync(People, stoppingToken);
                if (await IsDoneAsync(TypedDone, stoppingToken)) return;
                foreach (var pass in Looks[look]) await GoThroughAsync(pass, stoppingToken);
                if (++look == Looks.Length) return;
                wait = OthersAreGone;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Names of before could not be made searchable; it is tried again");
            }
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task GoThroughAsync(Pass pass, CancellationToken cancellationToken)
    {
        while (await PieceAsync(pass, cancellationToken))
        {
        }
    }

    /// <summary>False when no name is left.</summary>
    private async Task<bool> PieceAsync(Pass pass, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        await db.BeginWriteAsync(cancellationToken);
        // From here on the counter is held: whoever else looks waits, and goes on behind this piece.
        var after = await db.TakeAsync(pass.Counter, 0, cancellationToken) - 1;
        var names = await pass.After(db, after).Take(pass.Reads).ToListAsync(cancellationToken);
        if (names.Count > 0) await AddAsync(db, pass, names, cancellationToken);
        else if (pass.Done is { } done && !await db.Set<Counter>().AnyAsync(counter => counter.Name == done, cancellationToken))
        {
            db.Add(new Counter { Name = done, Value = 1 });
            await db.SaveChangesAsync(cancellationToken);
        }
        await db.CommitAsync(cancellationToken);
        return names.Count > 0;
    }

    private static async Task AddAsync(CustomersDb db, Pass pass, List<NameOf> names, CancellationToken cancellationToken)
    {
        var customers = new HashSet<Guid>();
        var last = names[0].Key;
        foreach (var name in names)
        {
            last = name.Key;
            if (pass.Wants(name.SearchName) && customers.Add(name.Customer) && customers.Count == Piece) break;
        }
        // Read anew with the customers in hand: a name that goes in between would come back for good.
        if (customers.Count > 0) await Postings.AddMissingAsync(db, (await NamesOf.ReadAsync(db, [.. customers], cancellationToken)).Values, cancellationToken);
        await db.Set<Counter>().Where(counter => counter.Name == pass.Counter).ExecuteUpdateAsync(set => set.SetProperty(counter => counter.Value, last), cancellationToken);
    }

    private async Task<bool> IsDoneAsync(string done, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CustomersDb>().Set<Counter>().AnyAsync(counter => counter.Name == done, cancellationToken);
    }

    private static bool IsTypedOtherwise(string name) => SearchText.Typed(name) != name;

    private static IQueryable<NameOf> Customers(CustomersDb db, long after) =>
        db.AllCustomers.Where(c => c.Key > after).OrderBy(c => c.Key).Select(c => new NameOf(c.Key, c.Id, c.SearchName));

    private static IQueryable<NameOf> Contacts(CustomersDb db, long after) =>
        db.Contacts.IgnoreQueryFilters().Where(c => c.Key > after).OrderBy(c => c.Key).Select(c => new NameOf(c.Key, c.CustomerId, c.SearchName));

    /// <param name="Counter">Holds the key of the last name that has been looked at.</param>
    /// <param name="After">The names behind a key.</param>
    /// <param name="Wants">Whose customers get their postings.</param>
    /// <param name="Reads">How many at once.</param>
    /// <param name="Done">Noted at the end.</param>
    private sealed record Pass(string Counter, Func<CustomersDb, long, IQueryable<NameOf>> After, Func<string, bool> Wants, int Reads, string? Done = null);

    private sealed record NameOf(long Key, Guid Customer, string SearchName);
}
