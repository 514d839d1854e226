using System.Data.Common;
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
        await run.Products.WriteAsync(db, cancellationToken);
        run.Products.Clear();
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
        var parts = await PartsAsync(db, bucket, cancellationToken);
        var replicas = await db.Customers.AsNoTracking().Where(c => c.No >= from && c.No < to).ToDictionaryAsync(c => c.No, cancellationToken);
        var fresh = await UnheardOfAsync(db, parts.Keys, replicas, from, to, cancellationToken);
        var survivors = await db.Customers.Where(c => c.SurvivorNo != null && c.SurvivorNo >= from && c.SurvivorNo < to).Select(c => c.SurvivorNo!.Value)
            .ToHashSetAsync(cancellationToken);
        var handovers = (await db.Handovers.AsNoTracking().Where(h => h.CustomerNo >= from && h.CustomerNo < to).ToListAsync(cancellationToken))
            .ToLookup(h => h.CustomerNo!.Value, Accounts.Of);

        var ledgers = new List<LedgerRow>(parts.Count);
        foreach (var (customer, own) in parts)
        {
            var replica = replicas[customer];
            // Members of a merger are summed together, once all of their lines are in place.
            if (replica.SurvivorNo is not null || survivors.Contains(customer))
            {
                families.Add(replica.SurvivorNo ?? customer);
                continue;
            }
            var account = new CustomerAccount(customer, new Credit(replica.Team, replica.OwnerId ?? ""), [.. handovers[customer]], own);
            account.AddTo(sums);
            ledgers.Add(Accounts.ToRow(account, null, run.Generation)!);
        }
        await db.BeginWriteAsync(cancellationToken);
        await db.InsertAsync(fresh, cancellationToken);
        await MoveAsync(db, bucket, cancellationToken);
        await db.InsertAsync([.. ledgers.OrderBy(l => l.CustomerNo)], cancellationToken);
        await db.Staged.Where(s => s.Bucket == bucket).ExecuteDeleteAsync(cancellationToken);
        await db.CommitAsync(cancellationToken);
    }

    // Past EF, as all that is done for each line of the ledger.
    private static async Task<Dictionary<long, List<OrderPart>>> PartsAsync(InsightsDb db, long bucket, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<long, List<OrderPart>>();
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = db.Staged.Where(s => s.Bucket == bucket)
                .Select(s => new { s.CustomerNo, s.OrderNumber, s.Ordinal, s.At, s.Day, s.Lines, s.SaleLines, s.Sales, s.Refunds, s.Cost, s.Costed, s.Imported }).CreateDbCommand();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var customer = reader.GetInt64(0);
                if (!parts.TryGetValue(customer, out var own)) parts.Add(customer, own = []);
                own.Add(new OrderPart(reader.GetString(1), reader.GetInt32(2), Moment(reader, db.IsSqlite), reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6),
                    reader.GetInt64(7), reader.GetInt64(8), reader.GetInt64(9), reader.GetInt64(10), reader.GetBoolean(11)));
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
        return parts;
    }

    private static DateTimeOffset Moment(DbDataReader reader, bool sqlite) =>
        sqlite ? new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero) : reader.GetFieldValue<DateTimeOffset>(3);

    /// <summary>The lines of a bucket become lines of the ledger, in the order of its key, without a way through this process.</summary>
    private static Task MoveAsync(InsightsDb db, long bucket, CancellationToken cancellationToken)
    {
        var (ledger, staged) = (db.Model.FindEntityType(typeof(PurchaseRow))!, db.Model.FindEntityType(typeof(StagedRow))!);
        var columns = string.Join(", ", ledger.GetProperties().Select(property => $"\"{property.GetColumnName()}\""));
        var sql = $"INSERT INTO \"{ledger.GetTableName()}\" ({columns}) SELECT {columns} FROM \"{staged.GetTableName()}\" WHERE \"Gen\" = {{0}} AND \"Bucket\" = {{1}} "
            + "ORDER BY \"CustomerNo\", \"OrderNumber\", \"Ordinal\"";
        return db.Database.ExecuteSqlRawAsync(sql, [db.Generation, bucket], cancellationToken);
    }

    /// <summary>Rows for customers that only the ledger speaks of.</summary>
    private static async Task<List<CustomerRow>> UnheardOfAsync(
        InsightsDb db, IEnumerable<long> customers, Dictionary<long, CustomerRow> replicas, long from, long to, CancellationToken cancellationToken)
    {
        var unheard = customers.Where(no => !replicas.ContainsKey(no)).ToHashSet();
        if (unheard.Count == 0) return [];
        var numbers = await db.CustomerNumbers.AsNoTracking().Where(n => n.No >= from && n.No < to).ToListAsync(cancellationToken);
        var fresh = numbers.Where(n => unheard.Contains(n.No)).Select(n => new CustomerRow { Gen = db.Generation, No = n.No, Id = n.Id }).ToList();
        foreach (var row in fresh) replicas.Add(row.No, row);
        return fresh;
    }
}
