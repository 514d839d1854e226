using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data;

/// <summary>Whoever speaks of a customer that has been merged means the survivor (C16).</summary>
internal static class Survivors
{
    /// <summary>The customers that these ids stand for now, tracked, whatever the caller may see. Unknown ids are left out.</summary>
    public static async Task<Dictionary<Guid, Customer>> SurvivorsOfAsync(this CustomersDb db, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct().ToArray();
        var found = await LoadAsync(db, wanted, cancellationToken);
        while (found.Values.Select(c => c.MergedInto).OfType<Guid>().Where(id => !found.ContainsKey(id)).Distinct().ToArray() is { Length: > 0 } further)
        {
            foreach (var (id, customer) in await LoadAsync(db, further, cancellationToken)) found[id] = customer;
        }
        return wanted.Where(found.ContainsKey).ToDictionary(id => id, id => Follow(found[id], found));
    }

    /// <summary>The one that an id stands for now; null when nobody has it.</summary>
    public static async Task<Customer?> SurvivorOfAsync(this CustomersDb db, Guid id, CancellationToken cancellationToken) =>
        (await db.SurvivorsOfAsync([id], cancellationToken)).GetValueOrDefault(id);

    /// <summary>As <see cref="SurvivorsOfAsync"/>, the ids only, for what does not change the file itself.</summary>
    public static async Task<Dictionary<Guid, Guid>> StandsForAsync(this CustomersDb db, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct().ToArray();
        var into = await IntoAsync(db, wanted, cancellationToken);
        while (into.Values.OfType<Guid>().Where(id => !into.ContainsKey(id)).Distinct().ToArray() is { Length: > 0 } further)
        {
            foreach (var (id, next) in await IntoAsync(db, further, cancellationToken)) into[id] = next;
        }
        return wanted.Where(into.ContainsKey).ToDictionary(id => id, id =>
        {
            while (into.GetValueOrDefault(id) is { } next && into.ContainsKey(next)) id = next;
            return id;
        });
    }

    /// <summary>The id that an id stands for now; the same where nobody has it.</summary>
    public static async Task<Guid> NowAsync(this CustomersDb db, Guid id, CancellationToken cancellationToken) =>
        (await db.StandsForAsync([id], cancellationToken)).GetValueOrDefault(id, id);

    /// <summary>The id and those of all files that have gone into it, by whatever way.</summary>
    public static async Task<List<Guid>> GoneIntoAsync(this CustomersDb db, Guid id, CancellationToken cancellationToken)
    {
        var ids = new List<Guid> { id };
        for (var next = ids.ToArray(); next.Length > 0;)
        {
            next = await db.AllCustomers.Where(c => c.MergedInto != null && next.Contains(c.MergedInto.Value)).Select(c => c.Id).ToArrayAsync(cancellationToken);
            ids.AddRange(next);
        }
        return ids;
    }

    private static Task<Dictionary<Guid, Guid?>> IntoAsync(CustomersDb db, Guid[] ids, CancellationToken cancellationToken) =>
        db.AllCustomers.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.MergedInto }).ToDictionaryAsync(c => c.Id, c => c.MergedInto, cancellationToken);

    private static Task<Dictionary<Guid, Customer>> LoadAsync(CustomersDb db, Guid[] ids, CancellationToken cancellationToken) => ids.Length == 1
        ? LoadOneAsync(db, ids[0], cancellationToken)
        : db.AllCustomers.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);

    private static async Task<Dictionary<Guid, Customer>> LoadOneAsync(CustomersDb db, Guid id, CancellationToken cancellationToken) =>
        await db.AllCustomers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is { } customer ? new() { [id] = customer } : [];

    private static Customer Follow(Customer customer, Dictionary<Guid, Customer> known)
    {
        while (customer.MergedInto is { } into && known.TryGetValue(into, out var survivor)) customer = survivor;
        return customer;
    }
}
