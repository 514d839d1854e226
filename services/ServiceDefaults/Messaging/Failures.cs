using System.Text.Json;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>
/// What happens to an event that a handler cannot take, the same for both ways of delivery: a few attempts at once, then the waits
/// of <see cref="MessagingOptions.Delays"/>, then a dead letter that an operator can list and replay.
/// </summary>
internal sealed class Failures(
    IServiceScopeFactory scopes, DeliveryPipeline pipeline, IOptions<MessagingOptions> options, TimeProvider time, ILogger<Failures> log)
{
    /// <summary>Tries a run of events; those that fail are kept for later, so that what stands behind them can go on.</summary>
    public async Task DeliverOrKeepAsync(Subscription subscription, IReadOnlyList<Delivery> run, CancellationToken cancellationToken, Func<ServiceDb, Task>? alsoSave = null)
    {
        var failure = await TryAsync(subscription, run, cancellationToken, alsoSave);
        if (failure is null) return;
        foreach (var delivery in run)
        {
            var single = run.Count == 1 ? failure : await TryAsync(subscription, [delivery], cancellationToken);
            if (single is not null) await KeepAsync(subscription, delivery, single, 1, cancellationToken);
        }
        if (alsoSave is not null) await SaveAsync(alsoSave, cancellationToken);
    }

    /// <summary>Writes down a failure after <paramref name="rounds"/> rounds of attempts; when the waits are used up it is a dead letter.</summary>
    public async Task KeepAsync(Subscription subscription, Delivery delivery, Exception failure, int rounds, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
        var row = await db.FailedDeliveries.SingleOrDefaultAsync(
            f => f.MessageId == delivery.MessageId && f.Handler == subscription.Handler, cancellationToken);
        var now = time.GetUtcNow();
        if (row is null)
        {
            row = new FailedDelivery
            {
                MessageId = delivery.MessageId,
                Handler = subscription.Handler,
                Source = subscription.Source,
                Type = delivery.Type,
                Payload = delivery.Payload,
                EventAt = delivery.At,
                TraceParent = delivery.TraceParent,
                FirstFailedAt = now,
                Error = "",
            };
            db.FailedDeliveries.Add(row);
        }
        row.Attempts = rounds;
        row.LastFailedAt = now;
        row.Error = Short(failure);
        row.NextAttemptAt = rounds <= options.Value.Delays.Count ? now + options.Value.Delays[rounds - 1] : null;
        await db.SaveChangesAsync(cancellationToken);
        if (row.NextAttemptAt is null)
            log.LogError(failure, "{Handler} could not take {Type} {MessageId}; it is a dead letter now", subscription.Handler, delivery.Type, delivery.MessageId);
        else
            log.LogWarning(failure, "{Handler} could not take {Type} {MessageId}; next attempt at {Next}", subscription.Handler, delivery.Type, delivery.MessageId, row.NextAttemptAt);
    }

    /// <summary>The immediate attempts. Null is success.</summary>
    public async Task<Exception?> TryAsync(
        Subscription subscription, IReadOnlyList<Delivery> run, CancellationToken cancellationToken, Func<ServiceDb, Task>? alsoSave = null)
    {
        Exception? last = null;
        for (var attempt = 0; attempt < options.Value.ImmediateAttempts; attempt++)
        {
            try
            {
                await pipeline.DeliverAsync(subscription, run, cancellationToken, alsoSave);
                return null;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (JsonException unreadable)
            {
                return unreadable;
            }
            catch (Exception failure)
            {
                last = failure;
            }
        }
        return last;
    }

    private async Task SaveAsync(Func<ServiceDb, Task> alsoSave, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
        await alsoSave(db);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static string Short(Exception failure)
    {
        var text = $"{failure.GetType().Name}: {failure.Message}";
        return text.Length <= 2000 ? text : text[..2000];
    }
}
