using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>
/// Reads the feeds of the services this one listens to. Without a broker it is the transport (long polls); behind one it sweeps up
/// what was missed. Only it moves the checkpoints. A lease lets one replica read each feed.
/// </summary>
internal sealed class FeedReader(
    IServiceScopeFactory scopes, FeedClient feeds, Subscriptions subscriptions, Failures failures, IOptions<MessagingOptions> options,
    IConfiguration configuration, FeedProgress progress, TimeProvider time, ILogger<FeedReader> log) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    private static readonly PreparedQuery<ServiceDb, Func<ServiceDb, string, CancellationToken, Task<FeedCheckpoint?>>> Checkpoint = new(_ => EF.CompileAsyncQuery(
        (ServiceDb db, string source, CancellationToken cancellationToken) => db.FeedCheckpoints.SingleOrDefault(checkpoint => checkpoint.Source == source)));

    private readonly string me = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";

    private enum Found
    {
        Nothing,

        /// <summary>All there was.</summary>
        Some,

        /// <summary>A full page, or a reason to look again at once.</summary>
        More,
    }

    private bool Sweeping => options.Value.RabbitMq is not null;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(subscriptions.Sources.Where(IsKnown).Select(source => FollowAsync(source, stoppingToken)));

    // A service run alone has no neighbours. That is worth a word, not an error every five seconds.
    private bool IsKnown(string source)
    {
        if (configuration.AddressOf(source) is not null) return true;
        log.LogWarning("Services:{Source}:Url is not set: the events of {Source} are not read", source, source);
        return false;
    }

    private async Task FollowAsync(string source, CancellationToken stopping)
    {
        var types = subscriptions.TypesWanted(source);
        var failuresInARow = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var found = await ReadAsync(source, types, stopping);
                failuresInARow = 0;
                if (found == Found.Nothing && Sweeping) await Task.Delay(options.Value.SweepInterval, time, stopping);
                // What comes in the meantime is taken together: many small pages cost several times as much as a few larger ones.
                if (found == Found.Some) await Task.Delay(options.Value.Gather, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                failuresInARow++;
                // A quarter of a minute: a service that starts a little later than this one is nothing to warn of.
                if (failuresInARow == 8) log.LogWarning("The feed of {Source} cannot be read ({Reason}); trying on", source, failure.Message);
                if (failuresInARow == 50) log.LogWarning(failure, "The feed of {Source} has not been readable for minutes; trying on", source);
                // By the clock on the wall, whatever time the service lives in: when a neighbour can be reached again has nothing to do with that.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5_000, 100 * Math.Pow(2, Math.Min(failuresInARow, 6)))), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Reads one page.</summary>
    private async Task<Found> ReadAsync(string source, string[] types, CancellationToken cancellationToken)
    {
        if (await LeaseAsync(source, cancellationToken) is not { } checkpoint)
        {
            progress.Leave(source);
            await Task.Delay(options.Value.PollInterval, time, cancellationToken);
            return Found.More;
        }
        progress.Begin(source);
        var page = await feeds.ReadAsync(source, new FeedQuery(checkpoint.Position, types, options.Value.FeedBatch,
            Wait: Sweeping ? TimeSpan.Zero : options.Value.LongPoll, OlderThan: Sweeping ? options.Value.SweepAge : TimeSpan.Zero), cancellationToken);

        if (page.Epoch != checkpoint.Epoch)
        {
            // The other database is new or was restored: positions mean something else now. The inbox knows what had its effect.
            var restart = checkpoint.Position > 0;
            await MoveAsync(source, page.Epoch, restart ? 0 : page.Next, restart ? [] : page.Events, cancellationToken);
            return Found.More;
        }
        if (page.Next != checkpoint.Position) await MoveAsync(source, page.Epoch, page.Next, page.Events, cancellationToken);
        progress.Took(source, page);
        if (page.Events.Count == 0) return Found.Nothing;
        return page.Events.Count < options.Value.FeedBatch && !Sweeping ? Found.Some : Found.More;
    }

    /// <summary>Delivers a page in feed order and moves the checkpoint with the last save.</summary>
    private async Task MoveAsync(string source, Guid epoch, long position, IReadOnlyList<FeedItem> events, CancellationToken cancellationToken)
    {
        Task Move(ServiceDb db) => MoveCheckpointAsync(db, source, epoch, position, cancellationToken);
        var runs = Runs(source, events).ToList();
        for (var i = 0; i < runs.Count; i++)
        {
            var (subscription, run) = runs[i];
            await failures.DeliverOrKeepAsync(subscription, run, cancellationToken, i == runs.Count - 1 ? Move : null);
        }
        if (runs.Count > 0) return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
        await Move(db);
        await db.SaveChangesAsync(cancellationToken);
    }

    private IEnumerable<(Subscription Subscription, IReadOnlyList<Delivery> Run)> Runs(string source, IReadOnlyList<FeedItem> events)
    {
        var start = 0;
        while (start < events.Count)
        {
            var end = start + 1;
            while (end < events.Count && events[end].Type == events[start].Type) end++;
            var subscribed = subscriptions.ByType[events[start].Type].ToList();
            var run = subscribed.Count == 0 ? [] : Deliveries(events.Skip(start).Take(end - start));
            foreach (var subscription in subscribed) yield return (subscription, run);
            start = end;
        }
        if (events.Count == 0) yield break;
        foreach (var subscription in subscriptions.TakingAll[source]) yield return (subscription, Deliveries(events));
    }

    private static List<Delivery> Deliveries(IEnumerable<FeedItem> events) =>
        [.. events.Select(item => new Delivery(item.Id, item.Type, item.At, item.TraceParent, item.Payload))];

    private async Task MoveCheckpointAsync(ServiceDb db, string source, Guid epoch, long position, CancellationToken cancellationToken)
    {
        var checkpoint = await Checkpoint.For(db)(db, source, cancellationToken)
            ?? throw new InvalidOperationException($"The checkpoint of {source} has gone.");
        checkpoint.Epoch = epoch;
        checkpoint.Position = position;
        checkpoint.UpdatedAt = time.GetUtcNow();
    }

    /// <summary>The checkpoint, when this process may read; null while another one does.</summary>
    private async Task<FeedCheckpoint?> LeaseAsync(string source, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
        var checkpoint = await Checkpoint.For(db)(db, source, cancellationToken);
        var now = time.GetUtcNow();
        if (checkpoint is null)
        {
            checkpoint = new FeedCheckpoint { Source = source, UpdatedAt = now };
            db.FeedCheckpoints.Add(checkpoint);
        }
        // SQLite belongs to one process; a lease would only delay a restart.
        else if (db.IsSqlite || (checkpoint.LeaseOwner == me && checkpoint.LeaseUntil > now + (Lease / 2)))
        {
            return checkpoint;
        }
        else if (checkpoint.LeaseOwner != me && checkpoint.LeaseOwner is not null && checkpoint.LeaseUntil > now)
        {
            return null;
        }
        checkpoint.LeaseOwner = me;
        checkpoint.LeaseUntil = now + Lease;
        await db.SaveChangesAsync(cancellationToken);
        return checkpoint;
    }
}
