using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Replicas;

/// <summary>
/// Finds customers in the replica. One that is not there yet (a file opened a moment ago) is asked for once, and the answer is kept.
/// </summary>
internal sealed class CustomerDesk(EngagementDb db, CustomersClient customers, IServiceScopeFactory scopes, TimeProvider time)
{
    private static readonly PreparedQuery<EngagementDb, Func<EngagementDb, Guid, CancellationToken, Task<KnownCustomer?>>> Seen = new(_ => EF.CompileAsyncQuery(
        (EngagementDb db, Guid id, CancellationToken cancellationToken) => db.Customers.AsNoTracking().SingleOrDefault(customer => customer.Id == id)));

    private readonly Dictionary<Guid, string> names = [];

    public static Refusal Unknown(Guid id) => Refusal.Invalid("customerId", "customer.unknown", $"There is no customer '{id}' that you may see.");

    /// <summary>
    /// Null when there is no such customer or the caller's right does not reach it. A merged file leads to its survivor (C16): what is
    /// entered under the old id is not orphaned.
    /// </summary>
    public async Task<KnownCustomer?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var known = await SeenOrFetchedAsync(id, cancellationToken);
        if (known?.MergedInto is null) return known;
        var survivors = await db.SurvivorsAsync([id], cancellationToken);
        return survivors.TryGetValue(id, out var survivor) ? await SeenOrFetchedAsync(survivor, cancellationToken) ?? known : known;
    }

    /// <summary>As <see cref="FindAsync"/>, of whom something new may be written down: nobody who was erased (C20), or taken back with an import (C17).</summary>
    public async Task<KnownCustomer?> FindActiveAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { IsActive: true } customer ? customer : null;

    /// <summary>What customers are called, seen or not; whom this desk has found is not asked for again.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ids.All(names.ContainsKey) ? names : await db.NamesAsync(ids, cancellationToken);

    // Looked at again where it is there: it may have come between the two looks.
    private async Task<KnownCustomer?> SeenOrFetchedAsync(Guid id, CancellationToken cancellationToken) => await SeenAsync(id, cancellationToken)
        ?? (await db.AllCustomers.AnyAsync(customer => customer.Id == id, cancellationToken) || await FetchAsync(id, cancellationToken) ? await SeenAsync(id, cancellationToken) : null);

    private async Task<KnownCustomer?> SeenAsync(Guid id, CancellationToken cancellationToken)
    {
        var customer = await Seen.For(db)(db, id, cancellationToken);
        if (customer is not null) names[id] = customer.Name;
        return customer;
    }

    private async Task<bool> FetchAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await customers.CustomerAsync(id, cancellationToken) is not { } file) return false;
        // A save of its own: the event may bring the same customer at this moment, and then it is known just as well.
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<EngagementDb>();
        own.Customers.Add(KnownCustomer.Of(file, WaitingSince(file.CreatedAt)));
        try
        {
            await own.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException twin) when (twin.IsUniqueViolation())
        {
        }
        return true;
    }

    // Whether an old file came in bulk cannot be seen here; it waits from now on, so that history starts no task.
    private DateTimeOffset WaitingSince(DateTimeOffset opened) =>
        time.GetUtcNow() is var now && now - opened > TimeSpan.FromDays(1) ? now : opened;
}
