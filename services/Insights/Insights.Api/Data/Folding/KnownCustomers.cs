using CrmPlatform.Insights.Data.Rows;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>Numbers customers when they are first spoken of. Inside a fold, where nobody else does.</summary>
internal static class KnownCustomers
{
    private const int Chunk = 1000;

    public static async Task<Dictionary<Guid, long>> NumbersAsync(this InsightsDb db, IEnumerable<Guid> customers, CancellationToken cancellationToken)
    {
        var wanted = customers.Distinct().ToArray();
        var known = new Dictionary<Guid, long>(wanted.Length);
        foreach (var ids in wanted.Chunk(Chunk))
        {
            await foreach (var number in db.CustomerNumbers.AsNoTracking().Where(n => ids.Contains(n.Id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
                known.Add(number.Id, number.No);
        }
        var fresh = wanted.Where(id => !known.ContainsKey(id)).ToArray();
        if (fresh.Length == 0) return known;
        var last = await db.CustomerNumbers.MaxAsync(n => (long?)n.No, cancellationToken) ?? 0;
        var numbers = fresh.Select((id, i) => new CustomerNumber { Id = id, No = last + 1 + i }).ToList();
        db.CustomerNumbers.AddRange(numbers);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var number in numbers)
        {
            db.Entry(number).State = EntityState.Detached;
            known.Add(number.Id, number.No);
        }
        return known;
    }

    /// <summary>The replicas of these customers; who is spoken of before Customers told of it gets a row of version 0.</summary>
    public static async Task<Dictionary<long, CustomerRow>> ReplicasAsync(
        this InsightsDb db, IReadOnlyDictionary<Guid, long> customers, CancellationToken cancellationToken)
    {
        var rows = await db.ReplicasAsync(customers.Values, cancellationToken);
        var fresh = customers.Where(pair => !rows.ContainsKey(pair.Value)).Select(pair => new CustomerRow { Gen = db.Generation, No = pair.Value, Id = pair.Key }).ToList();
        await db.InsertAsync(fresh, cancellationToken);
        foreach (var row in fresh) rows.Add(row.No, row);
        return rows;
    }

    public static async Task<Dictionary<long, CustomerRow>> ReplicasAsync(this InsightsDb db, IEnumerable<long> customers, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<long, CustomerRow>();
        foreach (var numbers in customers.Distinct().Chunk(Chunk))
        {
            await foreach (var row in db.Customers.AsNoTracking().Where(c => EF.Parameter(numbers).Contains(c.No)).AsAsyncEnumerable().WithCancellation(cancellationToken))
                rows.Add(row.No, row);
        }
        return rows;
    }
}
