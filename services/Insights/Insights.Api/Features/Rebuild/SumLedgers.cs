using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Folding;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Rebuild;

/// <summary>
/// The last pass of a rebuild: makes the ledger and its sums of the lines put aside, range by range of customers, so that the rows are
/// written in the order of their keys and a range at a time is in memory.
/// </summary>
internal static class SumLedgers
{
    public static async Task RunAsync(RebuildRun run, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<SalesKey, SalesFigures>();
        var families = new HashSet<long>();
        foreach (var bucket in await BucketsAsync(run, cancellationToken)) await SumAsync(run, bucket, sums, families, cancellationToken);
        await using var scope = run.NewScope(out var db);
        await db.BeginWriteAsync(cancellationToken);
        await db.InsertAsync([.. sums.OrderBy(pair => pair.Key.Grain).ThenBy(pair => pair.Key.Period).Where(pair => pair.Value != default)
            .Select(pair => Accounts.ToRow(pair.Key, pair.Value, run.Generation))], cancellationToken);
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        await accounts.WriteAsync(new Dictionary<long, CustomerAccount>(), await accounts.ReadAsync(families, cancellationToken), cancellationToken);
        await db.CommitAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<RfmScoring>().ScoreAsync(cancellationToken);
    }

    private static async Task<List<long>> BucketsAsync(RebuildRun run, CancellationToken cancellationToken)
    {
        await using var scope = run.NewScope(out var db);
        var buckets = new List<long>();
        // One step down the key for each, instead of a scan for all.
        for (long? bucket = -1; (bucket = await db.Staged.Where(s => s.Bucket > bucket).MinAsync(s => (long?)s.Bucket, cancellationToken)) is not null;)
            buckets.Add(bucket.Value);
        return buckets;
    }

    private static async Task SumAsync(
        RebuildRun run, long bucket, Dictionary<SalesKey, SalesFigures> sums, HashSet<long> families, CancellationToken cancellationToken)
    {
        await using var scope = run.NewScope(out var db);
        var (from, to) = (bucket * StagedRow.BucketSize, (bucket + 1) * StagedRow.BucketSize);
        var parts = new List<PurchaseRow>();
        await foreach (var staged in db.Staged.AsNoTracking().Where(s => s.Bucket == bucket).AsAsyncEnumerable().WithCancellation(cancellationToken)) parts.Add(ToPurchase(staged));
        var replicas = await db.Customers.AsNoTracking().Where(c => c.No >= from && c.No < to).ToDictionaryAsync(c => c.No, cancellationToken);
        var fresh = await UnheardOfAsync(db, parts, replicas, from, to, cancellationToken);
        var survivors = await db.Customers.Where(c => c.SurvivorNo != null && c.SurvivorNo >= from && c.SurvivorNo < to).Select(c => c.SurvivorNo!.Value)
            .ToHashSetAsync(cancellationToken);
        var handovers = (await db.Handovers.AsNoTracking().Where(h => h.CustomerNo >= from && h.CustomerNo < to).ToListAsync(cancellationToken))
            .ToLookup(h => h.CustomerNo!.Value, Accounts.Of);

        var ledgers = new List<LedgerRow>();
        foreach (var own in parts.GroupBy(part => part.CustomerNo))
        {
            var replica = replicas[own.Key];
            // Members of a merger are summed together, once all of their lines are in place.
            if (replica.SurvivorNo is not null || survivors.Contains(own.Key))
            {
                families.Add(replica.SurvivorNo ?? own.Key);
                continue;
            }
            var account = new CustomerAccount(own.Key, new Credit(replica.Team, replica.OwnerId ?? ""), [.. handovers[own.Key]], [.. own.Select(part => part.ToPart())]);
            account.AddTo(sums);
            ledgers.Add(Accounts.ToRow(account, null, run.Generation)!);
        }
        await db.BeginWriteAsync(cancellationToken);
        await db.InsertAsync(fresh, cancellationToken);
        await db.InsertAsync([.. parts.OrderBy(p => p.CustomerNo).ThenBy(p => p.OrderNumber, StringComparer.Ordinal).ThenBy(p => p.Ordinal)], cancellationToken);
        await db.InsertAsync([.. ledgers.OrderBy(l => l.CustomerNo)], cancellationToken);
        await db.Staged.Where(s => s.Bucket == bucket).ExecuteDeleteAsync(cancellationToken);
        await db.CommitAsync(cancellationToken);
    }

    /// <summary>Rows for customers that only the ledger speaks of.</summary>
    private static async Task<List<CustomerRow>> UnheardOfAsync(
        InsightsDb db, List<PurchaseRow> parts, Dictionary<long, CustomerRow> replicas, long from, long to, CancellationToken cancellationToken)
    {
        var unheard = parts.Select(part => part.CustomerNo).Where(no => !replicas.ContainsKey(no)).ToHashSet();
        if (unheard.Count == 0) return [];
        var numbers = await db.CustomerNumbers.AsNoTracking().Where(n => n.No >= from && n.No < to).ToListAsync(cancellationToken);
        var fresh = numbers.Where(n => unheard.Contains(n.No)).Select(n => new CustomerRow { Gen = db.Generation, No = n.No, Id = n.Id }).ToList();
        foreach (var row in fresh) replicas.Add(row.No, row);
        return fresh;
    }

    private static PurchaseRow ToPurchase(StagedRow s) => new()
    {
        Gen = s.Gen,
        CustomerNo = s.CustomerNo,
        OrderNumber = s.OrderNumber,
        Ordinal = s.Ordinal,
        At = s.At,
        Day = s.Day,
        Lines = s.Lines,
        SaleLines = s.SaleLines,
        Sales = s.Sales,
        Refunds = s.Refunds,
        Cost = s.Cost,
        Costed = s.Costed,
        Imported = s.Imported,
        Booking = s.Booking,
        Items = s.Items,
    };
}
