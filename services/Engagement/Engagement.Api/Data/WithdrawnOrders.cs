using CrmPlatform.Engagement.Domain.Timelines;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>
/// C17: keeps withdrawn orders off the timeline whichever comes first, the order or its withdrawal. Both look for the other inside their
/// transaction, after they have written their own; so one of two that run at the same moment sees the other.
/// </summary>
internal static class WithdrawnOrders
{
    /// <summary>
    /// With row versioning a reader on SQL Server would not see what is being committed this moment; this one waits for it. (Where each
    /// waits for the other, the server ends one, and it is tried again.)
    /// </summary>
    public const string OfBookingsOnSqlServer = "SELECT [Booking] FROM [WithdrawnOrders] WITH (READCOMMITTEDLOCK)";

    /// <summary>The next save remembers these and takes their entries away.</summary>
    public static async Task WithdrawAsync(this EngagementDb db, Guid[] customers, Guid[] bookings, CancellationToken cancellationToken)
    {
        var known = await db.WithdrawnOrders.Where(order => bookings.Contains(order.Booking)).Select(order => order.Booking).ToListAsync(cancellationToken);
        db.WithdrawnOrders.AddRange(bookings.Except(known).Select(booking => new WithdrawnOrder { Booking = booking }));
        db.Alongside(ct => db.TakeOffAsync(customers, bookings, ct));
    }

    /// <summary>The next save takes those away again that were withdrawn already.</summary>
    public static void KeepWithdrawnOff(this EngagementDb db, Guid[] customers, Guid[] bookings) => db.Alongside(async ct =>
    {
        var all = db.IsSqlite ? db.WithdrawnOrders : db.WithdrawnOrders.FromSqlRaw(OfBookingsOnSqlServer);
        var withdrawn = await all.Where(order => bookings.Contains(order.Booking)).Select(order => order.Booking).ToArrayAsync(ct);
        if (withdrawn.Length > 0) await db.TakeOffAsync(customers, withdrawn, ct);
    });

    private static async Task TakeOffAsync(this EngagementDb db, Guid[] customers, Guid[] bookings, CancellationToken cancellationToken)
    {
        Guid[] holders = [.. (await db.SurvivorsAsync(customers, cancellationToken)).Values.Concat(customers).Distinct()];
        await db.Timeline.IgnoreQueryFilters()
            .Where(entry => holders.Contains(entry.CustomerId) && entry.Kind == TimelineKind.Purchase && bookings.Contains(entry.SourceId))
            .ExecuteDeleteAsync(cancellationToken);
    }
}
