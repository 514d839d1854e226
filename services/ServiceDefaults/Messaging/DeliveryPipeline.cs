using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>
/// Lets a handler have its effect exactly once, whichever way an event came: what the inbox knows is left out, the effect and the
/// inbox rows are saved together.
/// </summary>
internal sealed class DeliveryPipeline(IServiceScopeFactory scopes, TimeProvider time, ServiceTrace trace)
{
    /// <summary>One attempt. A batch handler gets all at once; others one after the other, each with its own save.</summary>
    /// <param name="alsoSave">Joins the last save, for instance to move a checkpoint.</param>
    public async Task DeliverAsync(
        Subscription subscription, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken, Func<ServiceDb, Task>? alsoSave = null)
    {
        if (subscription.Batched || deliveries.Count == 1)
        {
            await OnceAsync(subscription, deliveries, alsoSave, cancellationToken);
            return;
        }
        for (var i = 0; i < deliveries.Count; i++)
            await OnceAsync(subscription, [deliveries[i]], i == deliveries.Count - 1 ? alsoSave : null, cancellationToken);
    }

    private async Task OnceAsync(
        Subscription subscription, IReadOnlyList<Delivery> deliveries, Func<ServiceDb, Task>? alsoSave, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
        var fresh = await FreshAsync(db, subscription.Handler, deliveries, cancellationToken);
        if (fresh.Count > 0)
        {
            using var activity = trace.StartProcess(subscription, fresh);
            await subscription.HandleAsync(scope.ServiceProvider, fresh, cancellationToken);
            var now = time.GetUtcNow();
            db.Inbox.AddRange(fresh.Select(delivery => new InboxRow { MessageId = delivery.MessageId, Handler = subscription.Handler, At = now }));
        }
        if (alsoSave is not null) await alsoSave(db);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<Delivery>> FreshAsync(
        ServiceDb db, string handler, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        if (deliveries.Count == 1)
        {
            var id = deliveries[0].MessageId;
            return await db.Inbox.AnyAsync(row => row.MessageId == id && row.Handler == handler, cancellationToken) ? [] : deliveries;
        }
        var ids = deliveries.Select(delivery => delivery.MessageId).ToArray();
        var (first, last) = (ids.Min(), ids.Max());
        var known = await (db.IsSqlite
                // Version-7 ids of one batch lie close together: a range of the index instead of a probe for each.
                ? db.Inbox.Where(row => row.MessageId >= first && row.MessageId <= last && row.Handler == handler)
                : db.Inbox.Where(row => ids.Contains(row.MessageId) && row.Handler == handler))
            .Select(row => row.MessageId).ToHashSetAsync(cancellationToken);
        return deliveries.DistinctBy(delivery => delivery.MessageId).Where(delivery => !known.Contains(delivery.MessageId)).ToList();
    }
}
