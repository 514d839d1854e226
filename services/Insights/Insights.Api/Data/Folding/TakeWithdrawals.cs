using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>
/// Takes lines out of the sales ledger again whose import was undone (C17), so that every figure is what it would be without them. The
/// booking is remembered: where its lines come later, they do not count.
/// </summary>
internal sealed class TakeWithdrawals(InsightsDb db, FoldSignal signal, Accounts accounts, OrganisationCalendar calendar) : Fold<PurchaseWithdrawn>(db, signal)
{
    private const int Chunk = 500;

    public override async Task ApplyAsync(IReadOnlyList<Received<PurchaseWithdrawn>> batch, CancellationToken cancellationToken)
    {
        var told = batch.Select(received => received.Event).Where(e => e.Lines.Count > 0).DistinctBy(e => e.BookingId).ToList();
        var bookings = told.Select(e => e.BookingId).ToArray();
        var known = await Db.Withdrawn.Where(w => EF.Parameter(bookings).Contains(w.Booking)).Select(w => w.Booking).ToHashSetAsync(cancellationToken);
        await Db.InsertAsync([.. bookings.Where(booking => !known.Contains(booking)).Select(booking => new WithdrawnRow { Gen = Db.Generation, Booking = booking })], cancellationToken);
        var numbers = await Db.NumbersAsync(told.Select(e => e.CustomerId), cancellationToken);
        // Live lines have made a row for their customer, those of a rebuild that are taken out again before its last pass have not.
        var replicas = await Db.ReplicasAsync(numbers, cancellationToken);
        var counted = Db.Staging ? await UnstageAsync(told, numbers, cancellationToken) : await TakeOutAsync(told, numbers, replicas, cancellationToken);
        await Db.CountProductsAsync([.. told.Where(e => counted.Contains(e.BookingId)).Select(e => (e.OrderedAt, e.Lines))], -1, calendar, cancellationToken);
    }

    /// <summary>The bookings that were in the ledger.</summary>
    private async Task<HashSet<Guid>> TakeOutAsync(
        List<PurchaseWithdrawn> told, Dictionary<Guid, long> numbers, Dictionary<long, CustomerRow> replicas, CancellationToken cancellationToken)
    {
        var holders = numbers.Values.Select(no => replicas[no].SurvivorNo ?? no).Distinct().ToList();
        var before = await accounts.ReadAsync(holders, cancellationToken);
        var counted = new HashSet<Guid>();
        foreach (var e in told)
        {
            var (no, first) = (numbers[e.CustomerId], e.Lines.Min(line => line.Ordinal));
            var rows = await Db.Purchases.Where(p => p.CustomerNo == no && p.OrderNumber == e.OrderNumber && p.Ordinal == first && p.Booking == e.BookingId).ExecuteDeleteAsync(cancellationToken);
            if (rows > 0) counted.Add(e.BookingId);
        }
        await accounts.WriteAsync(before, await accounts.ReadAsync(holders, cancellationToken), cancellationToken);
        return counted;
    }

    /// <summary>A rebuild has only put them aside.</summary>
    private async Task<HashSet<Guid>> UnstageAsync(List<PurchaseWithdrawn> told, Dictionary<Guid, long> numbers, CancellationToken cancellationToken)
    {
        var counted = new HashSet<Guid>();
        foreach (var together in told.GroupBy(e => numbers[e.CustomerId] / StagedRow.BucketSize))
        {
            foreach (var bookings in together.Select(e => e.BookingId).Chunk(Chunk))
            {
                var staged = Db.Staged.Where(s => s.Bucket == together.Key && EF.Parameter(bookings).Contains(s.Booking));
                counted.UnionWith(await staged.Select(s => s.Booking).ToListAsync(cancellationToken));
                await staged.ExecuteDeleteAsync(cancellationToken);
            }
        }
        return counted;
    }
}
