using CrmPlatform.Insights.Data.Rows;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data;

internal static class CustomerLookup
{
    /// <summary>The customer, or who it was merged into; null when the caller may see neither, and when the file was taken back.</summary>
    public static async Task<CustomerRow?> FindCustomerAsync(this InsightsDb db, Guid id, CancellationToken cancellationToken)
    {
        var found = await db.CustomerNumbers.Where(n => n.Id == id)
            .Select(n => db.All<CustomerRow>().Where(c => c.No == n.No).Select(c => (long?)(c.SurvivorNo ?? c.No)).FirstOrDefault())
            .SingleOrDefaultAsync(cancellationToken);
        return found is not { } no ? null : await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.No == no && c.Status != CustomerRow.Removed, cancellationToken);
    }

    /// <summary>Customers that were merged into one of these, each with its survivor; and these themselves.</summary>
    public static async Task<Dictionary<long, long>> FamiliesAsync(this InsightsDb db, IReadOnlyCollection<long> survivors, CancellationToken cancellationToken)
    {
        var heads = survivors.Distinct().ToArray();
        // No more than the index holds: for whole rows SQLite, which has no statistics here, goes through all customers.
        var members = await db.All<CustomerRow>().Where(c => c.SurvivorNo != null && EF.Parameter(heads).Contains(c.SurvivorNo!.Value))
            .Select(c => new { c.No, c.SurvivorNo }).ToDictionaryAsync(c => c.No, c => c.SurvivorNo!.Value, cancellationToken);
        foreach (var head in heads) members.TryAdd(head, head);
        return members;
    }

    /// <summary>
    /// Ids and names of customers, for rows that know them by number. C16: of one that was merged since, those of who it is now.
    /// </summary>
    /// <param name="among">Who may be named: everybody, where nothing else is said.</param>
    public static Task<Dictionary<long, (Guid Id, string Name)>> NamesAsync(
        this InsightsDb db, IEnumerable<long> customers, CancellationToken cancellationToken, IQueryable<CustomerRow>? among = null)
    {
        var numbers = customers.Distinct().ToArray();
        return db.All<CustomerRow>().Where(own => EF.Parameter(numbers).Contains(own.No))
            .Join(among ?? db.All<CustomerRow>(), own => own.SurvivorNo ?? own.No, now => now.No, (own, now) => new { own.No, now.Id, now.Name })
            .ToDictionaryAsync(c => c.No, c => (c.Id, c.Name), cancellationToken);
    }

    /// <summary>
    /// The same for rows that the caller sees as of a day gone by: whoever has lost a customer since is told its id, and no name that it has now.
    /// </summary>
    public static async Task<Dictionary<long, (Guid Id, string Name)>> NamesOfSeenAsync(this InsightsDb db, IReadOnlyCollection<long> customers, CancellationToken cancellationToken)
    {
        var all = await db.NamesAsync(customers, cancellationToken);
        if (db.ReachesAll) return all;
        var seen = await db.NamesAsync(customers, cancellationToken, db.Reached);
        return all.ToDictionary(customer => customer.Key, customer => seen.ContainsKey(customer.Key) ? customer.Value : (customer.Value.Id, ""));
    }

    /// <summary>The ids under which Customers keeps these, merged or not.</summary>
    public static Task<Dictionary<long, Guid>> IdsAsync(this InsightsDb db, IEnumerable<long> customers, CancellationToken cancellationToken)
    {
        var numbers = customers.Distinct().ToArray();
        return db.All<CustomerRow>().Where(c => EF.Parameter(numbers).Contains(c.No)).ToDictionaryAsync(c => c.No, c => c.Id, cancellationToken);
    }
}
