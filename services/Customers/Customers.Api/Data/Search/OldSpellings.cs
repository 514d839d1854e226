using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>
/// Names of before that are typed otherwise than they are written (O’Hara, Łukasz) are found by how they are typed too: those postings are added beside the
/// running service, at once and once more an hour later, when no release before this one opens files beside it any more. Nothing else is changed, so that such a
/// release goes on finding what it found.
/// </summary>
internal sealed class OldSpellings(IServiceScopeFactory scopes, TimeProvider time, ILogger<OldSpellings> log) : BackgroundService
{
    public const string Done = "names-found-as-typed";

    private const int Looks = 2;
    private const int NamesRead = 2000;

    /// <summary>Whoever changes one of these customers meanwhile waits for the piece.</summary>
    private const int Piece = 100;

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OthersAreGone = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var looks = 0; !stoppingToken.IsCancellationRequested;)
        {
            var wait = Again;
            try
            {
                if (await IsDoneAsync(stoppingToken)) return;
                await LookThroughAsync((db, after) => db.AllCustomers.Where(c => c.Key > after).OrderBy(c => c.Key).Select(c => new NameOf(c.Key, c.Id, c.SearchName)), stoppingToken);
                await LookThroughAsync((db, after) => db.Contacts.IgnoreQueryFilters().Where(c => c.Key > after).OrderBy(c => c.Key).Select(c => new NameOf(c.Key, c.CustomerId, c.SearchName)), stoppingToken);
                if (++looks == Looks)
                {
                    await NoteDoneAsync(stoppingToken);
                    return;
                }
                wait = OthersAreGone;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "The names of before could not be made searchable as they are typed; it is tried again");
            }
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookThroughAsync(Func<CustomersDb, long, IQueryable<NameOf>> namesAfter, CancellationToken cancellationToken)
    {
        for (long after = 0; ;)
        {
            await using var scope = scopes.CreateAsyncScope();
            var names = await namesAfter(scope.ServiceProvider.GetRequiredService<CustomersDb>(), after).Take(NamesRead).ToListAsync(cancellationToken);
            if (names.Count == 0) return;
            after = names[^1].Key;
            foreach (var customers in names.Where(name => SearchText.Typed(name.SearchName) != name.SearchName).Select(name => name.Customer).Distinct().Chunk(Piece))
                await AddAsync(customers, cancellationToken);
        }
    }

    private async Task AddAsync(Guid[] customers, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        await db.BeginWriteAsync(cancellationToken);
        // Read anew with the customers in hand: a name that goes in between would come back for good.
        await Postings.AddMissingAsync(db, (await NamesOf.ReadAsync(db, customers, cancellationToken)).Values, cancellationToken);
        await db.CommitAsync(cancellationToken);
    }

    private async Task<bool> IsDoneAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CustomersDb>().Set<Counter>().AnyAsync(counter => counter.Name == Done, cancellationToken);
    }

    private async Task NoteDoneAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        db.Add(new Counter { Name = Done, Value = 1 });
        await db.SaveChangesAsync(cancellationToken);
    }

    private sealed record NameOf(long Key, Guid Customer, string SearchName);
}
