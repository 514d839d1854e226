using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>
/// For a service that reads the feeds from the beginning to build something anew beside its live traffic: says how far the live
/// delivery has come, and at the end writes down that the events read have had their effect, so that none has it twice.
/// </summary>
public sealed class FeedHandover
{
    private const int Chunk = 500;
    private readonly Subscriptions subscriptions;
    private readonly TimeProvider time;

    internal FeedHandover(Subscriptions subscriptions, TimeProvider time) => (this.subscriptions, this.time) = (subscriptions, time);

    /// <summary>The services listened to.</summary>
    public IReadOnlyList<string> Sources => subscriptions.Sources;

    /// <summary>The wire names of the events taken from a service.</summary>
    public IReadOnlyList<string> TypesOf(string source) =>
        [.. subscriptions.All.Where(subscription => subscription.Source == source).Select(subscription => subscription.Type).Distinct()];

    /// <summary>How far the feed of a service has been read by the live delivery.</summary>
    public static async Task<long> PositionAsync(ServiceDb db, string source, CancellationToken cancellationToken) =>
        await db.FeedCheckpoints.Where(checkpoint => checkpoint.Source == source).Select(checkpoint => (long?)checkpoint.Position)
            .SingleOrDefaultAsync(cancellationToken) ?? 0;

    /// <summary>
    /// Inside the caller's transaction: <paramref name="events"/> count as handled, and the live delivery goes on behind
    /// <paramref name="position"/>. Events before the present checkpoint need not be named: the inbox has them.
    /// </summary>
    public async Task TakeOverAsync(ServiceDb db, string source, Guid epoch, long position, IReadOnlyCollection<FeedItem> events, CancellationToken cancellationToken)
    {
        foreach (var chunk in events.Chunk(Chunk)) await MarkAsync(db, [.. chunk.Select(item => (item.Id, item.Type))], cancellationToken);
        var now = time.GetUtcNow();
        // Past the change tracker: a lease renewed meanwhile by the reader is no contradiction.
        var moved = await db.FeedCheckpoints.Where(checkpoint => checkpoint.Source == source).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.Epoch, epoch).SetProperty(c => c.Position, position).SetProperty(c => c.UpdatedAt, now), cancellationToken);
        if (moved > 0) return;
        db.FeedCheckpoints.Add(new FeedCheckpoint { Source = source, Epoch = epoch, Position = position, UpdatedAt = now });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Failed deliveries whose events have had their effect by now are settled; the others stay to be tried again.</summary>
    public async Task SettleFailuresAsync(ServiceDb db, IReadOnlySet<Guid> stillFailing, CancellationToken cancellationToken)
    {
        var failed = await db.FailedDeliveries.ToListAsync(cancellationToken);
        foreach (var row in failed.Where(row => !stillFailing.Contains(row.MessageId) && subscriptions.Find(row.Handler, row.Type) is not null))
        {
            db.FailedDeliveries.Remove(row);
            await MarkAsync(db, [(row.MessageId, row.Type)], cancellationToken);
        }
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task MarkAsync(ServiceDb db, IReadOnlyCollection<(Guid Id, string Type)> events, CancellationToken cancellationToken)
    {
        var ids = events.Select(item => item.Id).ToArray();
        var known = await db.Inbox.AsNoTracking().Where(row => ids.Contains(row.MessageId)).Select(row => new { row.MessageId, row.Handler }).ToListAsync(cancellationToken);
        var have = known.Select(row => (row.MessageId, row.Handler)).ToHashSet();
        var now = time.GetUtcNow();
        foreach (var (id, type) in events)
        {
            foreach (var subscription in subscriptions.ByType[type].Where(subscription => have.Add((id, subscription.Handler))))
                db.Inbox.Add(new InboxRow { MessageId = id, Handler = subscription.Handler, At = now });
        }
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }
}
