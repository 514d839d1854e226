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
    private static readonly PreparedQuery<ServiceDb, Func<ServiceDb, Guid, Guid, string, IAsyncEnumerable<Guid>>> KnownBetween = new(_ => EF.CompileAsyncQuery(
        (ServiceDb db, Guid first, Guid last, string handler) =>
            db.Inbox.Where(row => row.MessageId >= first && row.MessageId <= last && row.Handler == handler).Select(row => row.MessageId)));

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
            db.Take(new EventsTaken(subscription.Handler, [.. fresh.Select(delivery => delivery.MessageId)], time.GetUtcNow()));
        }
        if (alsoSave is not null) await alsoSave(db);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<Delivery>> FreshAsync(
        ServiceDb db, string handler, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        var ids = deliveries.Select(delivery => delivery.MessageId).ToArray();
        var known = db.IsSqlite
            // Version-7 ids of one batch lie close together: a range of the index instead of a probe for each.
            ? await KnownBetween.For(db)(db, ids.Min(), ids.Max(), handler).ToHashSetAsync(cancellationToken: cancellationToken)
            : await db.Inbox.Where(row => ids.Contains(row.MessageId) && row.Handler == handler).Select(row => row.MessageId).ToHashSetAsync(cancellationToken);
        return deliveries.DistinctBy(delivery => delivery.MessageId).Where(delivery => !known.Contains(delivery.MessageId)).ToList();
    }
}
