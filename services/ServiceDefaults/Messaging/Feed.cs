using System.Text.Json;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>
/// Serves the outbox in commit order to the other services: <c>GET /internal/events?after=POSITION</c>. It bootstraps, rebuilds,
/// sweeps behind the broker, and is the whole transport where there is none.
/// </summary>
internal sealed class Feed(ServiceDbAccessor accessor, OutboxSignal signal, IOptions<MessagingOptions> options, TimeProvider time, IHostApplicationLifetime life)
{
    private static readonly PreparedQuery<ServiceDb, Func<ServiceDb, CancellationToken, Task<FeedState>>> State = new(_ => EF.CompileAsyncQuery(
        (ServiceDb db, CancellationToken cancellationToken) => db.FeedStates.AsNoTracking().Single()));

    private static readonly PreparedQuery<ServiceDb, Func<ServiceDb, CancellationToken, Task<long?>>> LastKey = new(_ => EF.CompileAsyncQuery(
        (ServiceDb db, CancellationToken cancellationToken) => db.Outbox.Max(row => (long?)row.Key)));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/internal/events", ReadAsync)
        .RequireAuthorization(InternalAccess.Policy).ExcludeFromDescription();

    private static async Task ReadAsync(HttpContext context, IServiceScopeFactory scopes, long after = 0, int limit = 500, int wait = 0, string? types = null, int olderThan = 0)
    {
        var wanted = types?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        FeedPage page;
        await using (var scope = scopes.CreateAsyncScope())
        {
            page = await scope.ServiceProvider.GetRequiredService<Feed>().WaitForPageAsync(
                after, Math.Clamp(limit, 1, 5000), TimeSpan.FromSeconds(Math.Clamp(wait, 0, 60)), wanted, TimeSpan.FromSeconds(olderThan), context.RequestAborted);
        }
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, page, Json.Tolerant, context.RequestAborted);
    }

    private async Task<FeedPage> WaitForPageAsync(
        long after, int limit, TimeSpan wait, string[] types, TimeSpan olderThan, CancellationToken aborted)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted, life.ApplicationStopping);
        var until = time.GetUtcNow() + wait;
        var looked = false;
        while (true)
        {
            var news = signal.Next;
            var page = await ReadPageAsync(after, limit, types, olderThan, aborted);
            var left = until - time.GetUtcNow();
            if (page.Events.Count > 0 || left <= TimeSpan.Zero || ended.IsCancellationRequested) return page;
            after = page.Next;
            try
            {
                // Woken for events of other kinds, it does not look for each of them.
                if (looked) await Task.Delay(options.Value.Gather < left ? options.Value.Gather : left, ended.Token);
                looked = true;
                await news.ForAsync(left < options.Value.PollInterval || accessor.Db.IsSqlite ? left : options.Value.PollInterval, time, ended.Token);
            }
            catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
            {
                return page;
            }
        }
    }

    private async Task<FeedPage> ReadPageAsync(long after, int limit, string[] types, TimeSpan olderThan, CancellationToken cancellationToken)
    {
        var db = accessor.Db;
        var assigned = Positions.AreAssigned(db, options.Value);
        var state = await State.For(db)(db, cancellationToken);
        // The end is read first: what is committed behind it while we read has a later position and comes with the next page.
        var end = assigned ? state.LastPosition : await LastKey.For(db)(db, cancellationToken) ?? 0;
        if (end > after && olderThan > TimeSpan.Zero) end = await EndOfOldAsync(after, end, assigned, time.GetUtcNow() - olderThan, cancellationToken);
        if (end <= after) return new FeedPage(state.Epoch, after, [], after);

        var rows = Between(after, end, assigned);
        if (types.Length > 0) rows = rows.Where(row => types.Contains(row.Type));
        var items = await (assigned ? rows.OrderBy(row => row.Position) : rows.OrderBy(row => row.Key)).Take(limit)
            .Select(row => new FeedItem(assigned ? row.Position!.Value : row.Key, row.Id, row.Type, row.At, row.TraceParent, row.Payload))
            .ToListAsync(cancellationToken);
        return new FeedPage(state.Epoch, items.Count == limit ? items[^1].Position : end, items, end);
    }

    private IQueryable<OutboxRow> Between(long after, long end, bool assigned) => assigned
        ? accessor.Db.Outbox.AsNoTracking().Where(row => row.Position > after && row.Position <= end)
        : accessor.Db.Outbox.AsNoTracking().Where(row => row.Key > after && row.Key <= end);

    // Only a prefix may be given: an event older than the limit behind a younger one waits for it, or the younger would be passed over.
    private async Task<long> EndOfOldAsync(long after, long end, bool assigned, DateTimeOffset youngest, CancellationToken cancellationToken)
    {
        var young = Between(after, end, assigned).Where(row => row.At > youngest);
        var first = assigned
            ? await young.MinAsync(row => row.Position, cancellationToken)
            : await young.MinAsync(row => (long?)row.Key, cancellationToken);
        return first is { } stop ? Math.Max(after, stop - 1) : end;
    }
}

/// <summary>Where the places in the feed come from.</summary>
internal static class Positions
{
    /// <summary>
    /// SQLite has one writer, so its keys are in commit order and serve as positions. SQL Server gives identity values before the
    /// commit, out of order for a reader: there a position is assigned once the row can be seen.
    /// </summary>
    public static bool AreAssigned(ServiceDb db, MessagingOptions options) => options.AssignPositions || !db.IsSqlite;
}
