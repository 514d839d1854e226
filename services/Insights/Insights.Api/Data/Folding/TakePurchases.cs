using System.Text.Json;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>Takes lines of the sales ledger in. An order may come in several events; a line comes once.</summary>
internal sealed class TakePurchases(InsightsDb db, FoldSignal signal, Accounts accounts, OrganisationCalendar calendar) : Fold<PurchaseRecorded>(db, signal)
{
    public override async Task ApplyAsync(IReadOnlyList<Received<PurchaseRecorded>> batch, CancellationToken cancellationToken)
    {
        var numbers = await Db.NumbersAsync(batch.Select(received => received.Event.CustomerId), cancellationToken);
        var told = batch.Where(received => received.Event.Lines.Count > 0).ToList();
        await CountProductsAsync(told, cancellationToken);
        if (Db.Staging)
        {
            await Db.InsertAsync([.. told.Select(received => Stage(received, numbers[received.Event.CustomerId]))], cancellationToken);
            return;
        }
        var rows = told.Select(received => Read<PurchaseRow>(received.Event, numbers[received.Event.CustomerId])).ToList();
        var replicas = await Db.ReplicasAsync(numbers, cancellationToken);
        var more = rows.ToLookup(row => replicas[row.CustomerNo].SurvivorNo ?? row.CustomerNo, row => row.ToPart());
        var before = await accounts.ReadAsync([.. more.Select(group => group.Key)], cancellationToken);
        await Db.InsertAsync(rows, cancellationToken);
        var after = before.ToDictionary(pair => pair.Key, pair => pair.Value.With(more[pair.Key]));
        await accounts.WriteAsync(before, after, cancellationToken);
    }

    private Task CountProductsAsync(IReadOnlyList<Received<PurchaseRecorded>> told, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<(string Product, int Day), ProductDayRow>();
        foreach (var (e, _, _) in told)
        {
            var day = calendar.DayOf(e.OrderedAt).DayNumber;
            foreach (var line in e.Lines)
            {
                if (!sums.TryGetValue((line.Product, day), out var sum))
                    sums.Add((line.Product, day), sum = new ProductDayRow { Gen = Db.Generation, Product = line.Product, Day = day });
                sum.Lines++;
                var milli = (long)(line.Quantity * 1000);
                if (IsSale(line))
                {
                    sum.Sold = checked(sum.Sold + milli);
                    sum.Sales = checked(sum.Sales + line.BaseAmountMinor);
                }
                else
                {
                    sum.Returned = checked(sum.Returned - Math.Min(0, milli));
                    sum.Refunds = checked(sum.Refunds - line.BaseAmountMinor);
                }
            }
        }
        return Db.AddUpAsync([.. sums.Values.OrderBy(sum => sum.Product, StringComparer.Ordinal).ThenBy(sum => sum.Day)],
            cancellationToken);
    }

    // C13: quantity and amount above zero. What has no amount is neither sale nor refund: it adds nothing to either.
    private static bool IsSale(PurchasedLine line) => line is { Quantity: > 0, BaseAmountMinor: > 0 };

    private StagedRow Stage(Received<PurchaseRecorded> received, long customer)
    {
        var row = Read<StagedRow>(received.Event, customer);
        (row.Bucket, row.MessageId) = (customer / StagedRow.BucketSize, received.MessageId);
        return row;
    }

    private TRow Read<TRow>(PurchaseRecorded e, long customer) where TRow : PartRow, new()
    {
        var row = new TRow
        {
            Gen = Db.Generation,
            CustomerNo = customer,
            OrderNumber = e.OrderNumber,
            Ordinal = int.MaxValue,
            At = e.OrderedAt,
            Day = calendar.DayOf(e.OrderedAt).DayNumber,
            Lines = e.Lines.Count,
            Imported = e.Imported,
            Items = JsonSerializer.Serialize(e.Lines.OrderBy(line => line.Ordinal)
                .Select(line => new object[] { line.Product, (long)(line.Quantity * 1000), line.BaseAmountMinor }), Json.Tolerant),
        };
        foreach (var line in e.Lines)
        {
            row.Ordinal = Math.Min(row.Ordinal, line.Ordinal);
            if (IsSale(line))
            {
                row.SaleLines++;
                row.Sales = checked(row.Sales + line.BaseAmountMinor);
                if (line.BaseCostMinor is not { } cost) continue;
                row.Cost = checked(row.Cost + cost);
                row.Costed = checked(row.Costed + line.BaseAmountMinor);
            }
            else
            {
                row.Refunds = checked(row.Refunds - line.BaseAmountMinor);
            }
        }
        return row;
    }
}
