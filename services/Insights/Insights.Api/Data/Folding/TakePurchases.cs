using System.Text.Json;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>Takes lines of the sales ledger in. An order may come in several events; a line comes once.</summary>
internal sealed class TakePurchases(InsightsDb db, FoldSignal signal, Accounts accounts, OrganisationCalendar calendar) : Fold<PurchaseRecorded>(db, signal)
{
    public override async Task ApplyAsync(IReadOnlyList<Received<PurchaseRecorded>> batch, CancellationToken cancellationToken)
    {
        var numbers = await Db.NumbersAsync(batch.Select(received => received.Event.CustomerId), cancellationToken);
        var told = await StandingAsync(batch.Where(received => received.Event.Lines.Count > 0).ToList(), cancellationToken);
        await Db.CountProductsAsync([.. told.Select(received => (received.Event.OrderedAt, received.Event.Lines))], 1, calendar, cancellationToken);
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

    /// <summary>Without those whose withdrawal came before them (C17).</summary>
    private async Task<List<Received<PurchaseRecorded>>> StandingAsync(List<Received<PurchaseRecorded>> told, CancellationToken cancellationToken)
    {
        var bookings = told.Select(received => received.Event.BookingId).OfType<Guid>().ToArray();
        if (bookings.Length == 0) return told;
        var withdrawn = await Db.Withdrawn.Where(w => EF.Parameter(bookings).Contains(w.Booking)).Select(w => w.Booking).ToHashSetAsync(cancellationToken);
        return withdrawn.Count == 0 ? told : told.FindAll(received => received.Event.BookingId is not { } booking || !withdrawn.Contains(booking));
    }

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
            Booking = e.BookingId ?? Guid.Empty,
            Items = JsonSerializer.Serialize(e.Lines.OrderBy(line => line.Ordinal)
                .Select(line => new object[] { line.Product, (long)(line.Quantity * 1000), line.BaseAmountMinor }), Json.Tolerant),
        };
        foreach (var line in e.Lines)
        {
            row.Ordinal = Math.Min(row.Ordinal, line.Ordinal);
            if (ProductDays.IsSale(line))
            {
                row.SaleLines++;
                row.Sales = checked(row.Sales + line.BaseAmountMinor);
            }
            else
            {
                row.Refunds = checked(row.Refunds - line.BaseAmountMinor);
            }
            // C10: what came back takes its margin along; events of before tell its cost as it was given, which may be positive.
            if (line.BaseCostMinor is not { } cost) continue;
            if (cost > 0 && (line.BaseAmountMinor < 0 || line is { BaseAmountMinor: 0, Quantity: < 0 })) cost = -cost;
            row.Cost = checked(row.Cost + cost);
            row.Costed = checked(row.Costed + line.BaseAmountMinor);
        }
        return row;
    }
}
