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
        foreach (var id in wanted)
        {
            if (db.KnownNumbers?.Find(id) is { } number) known.Add(id, number);
        }
        foreach (var ids in wanted.Where(id => !known.ContainsKey(id)).Chunk(Chunk))
        {
            await foreach (var number in db.CustomerNumbers.AsNoTracking().Where(n => EF.Parameter(ids).Contains(n.Id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                known.Add(number.Id, number.No);
                db.KnownNumbers?.Keep(number);
            }
        }
        var fresh = wanted.Where(id => !known.ContainsKey(id)).ToArray();
        if (fresh.Length == 0) return known;
        var last = await db.CustomerNumbers.MaxAsync(n => (long?)n.No, cancellationToken) ?? 0;
        List<CustomerNumber> numbers = [.. fresh.Select((id, i) => new CustomerNumber { Id = id, No = last + 1 + i })];
        await db.InsertAsync(numbers, cancellationToken);
        foreach (var number in numbers) known.Add(number.Id, number.No);
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

/// <summary>Numbers of customers for one rebuild. They never change; where a transaction that may have given some is taken back, all are forgotten.</summary>
internal sealed class NumberCache
{
    private const int Most = 1_500_000;

    private readonly Dictionary<Guid, long> numbers = [];

    public long? Find(Guid customer) => numbers.TryGetValue(customer, out var number) ? number : null;

    public void Keep(CustomerNumber number)
    {
        if (numbers.Count >= Most) Clear();
        numbers[number.Id] = number.No;
    }

    public void Clear() => numbers.Clear();
}
