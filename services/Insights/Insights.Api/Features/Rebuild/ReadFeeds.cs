using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Folding;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Rebuild;

/// <summary>Reads the feeds from the beginning into a fresh generation, and at the end puts it in the place of the present one.</summary>
internal sealed class ReadFeeds(FeedClient feeds, FeedHandover handover, FoldTable folds, RebuildProgress progress, TimeProvider time)
{
    private const int PageSize = 5000;

    /// <summary>So few events are read while everybody else waits.</summary>
    private const int NearEnough = 500;

    /// <summary>So many sums by product are held before they are written: some 100 MB.</summary>
    private const int MostProductSums = 600_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public IReadOnlyList<string> Sources => handover.Sources;

    /// <summary>Reads one feed to its present end; the next page comes while this one is folded.</summary>
    public async Task ReadAllAsync(RebuildRun run, string source, CancellationToken cancellationToken)
    {
        var coming = PageAsync(run, source, 0, cancellationToken);
        while (true)
        {
            var page = await coming;
            var more = page.Events.Count == PageSize;
            if (more) coming = PageAsync(run, source, page.Next, cancellationToken);
            await FoldAsync(run, source, page, staging: true, cancellationToken);
            if (!more) return;
        }
    }

    /// <summary>Reads on until hardly anything is left, and the live delivery has come as far.</summary>
    public async Task CatchUpAsync(RebuildRun run, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + Patience;
        foreach (var source in Sources)
        {
            FeedPage page;
            do
            {
                page = await PageAsync(run, source, run.Read[source].Position, cancellationToken);
                await FoldAsync(run, source, page, staging: false, cancellationToken);
            }
            while (page.Events.Count > NearEnough);
            while (await LivePositionAsync(run, source, cancellationToken) < run.Read[source].Position - PageSize)
            {
                if (time.GetUtcNow() > until)
                    throw new JobFailedException($"The live delivery of {source} is far behind what the rebuild has read. Nothing was changed; try again when it has caught up.");
                await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken);
            }
        }
    }

    /// <summary>
    /// While no other fold runs: reads the rest, writes down what has had its effect, and switches. An event that was delivered
    /// live is in the feed, so nothing is missing; one that was not yet is in the inbox from here on, so nothing counts twice.
    /// </summary>
    public async Task SwitchAsync(RebuildRun run, CancellationToken cancellationToken)
    {
        await using var scope = run.NewScope(out var db);
        await db.BeginWriteAsync(cancellationToken);
        await db.EnterFoldAsync(cancellationToken);
        db.Generation = run.Generation;
        foreach (var source in Sources)
        {
            FeedPage page;
            do
            {
                page = await PageAsync(run, source, run.Read[source].Position, cancellationToken);
                await TakeAsync(run, scope.ServiceProvider, db, page.Events, cancellationToken);
                run.Read[source] = (page.Epoch, page.Next);
            }
            while (page.Events.Count == PageSize);
            await HandOverAsync(run, db, source, cancellationToken);
        }
        await handover.SettleFailuresAsync(db, run.Refused, cancellationToken);
        var pointer = await db.Pointers.SingleAsync(cancellationToken);
        (pointer.Current, pointer.Fresh, pointer.SwitchedAt) = (run.Generation, null, time.GetUtcNow());
        var job = await run.Context.JobAsync(db, cancellationToken);
        job.Succeed(new RebuildResult(run.Events, run.Refused.Count, run.Generation), time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitAsync(cancellationToken);
    }

    private async Task HandOverAsync(RebuildRun run, InsightsDb db, string source, CancellationToken cancellationToken)
    {
        var (epoch, end) = run.Read[source];
        var position = await FeedHandover.PositionAsync(db, source, cancellationToken);
        while (position < end)
        {
            var page = await PageAsync(run, source, position, cancellationToken);
            var events = page.Events.Where(item => item.Position <= end && !run.Refused.Contains(item.Id)).ToList();
            position = Math.Min(end, page.Next);
            await handover.TakeOverAsync(db, source, epoch, position, events, cancellationToken);
        }
    }

    private async Task FoldAsync(RebuildRun run, string source, FeedPage page, bool staging, CancellationToken cancellationToken)
    {
        // A savepoint that is open costs at every statement, and pages that cannot be taken as a whole are few.
        if (!await TryWholeAsync(run, page.Events, staging, cancellationToken))
        {
            run.Numbers.Clear();
            await using var scope = run.NewScope(out var db, staging);
            await db.BeginWriteAsync(cancellationToken);
            await TakeAsync(run, scope.ServiceProvider, db, page.Events, cancellationToken);
            await CommitAsync(run, db, cancellationToken);
        }
        run.Read[source] = (page.Epoch, page.Next);
        await progress.TellAsync(run, cancellationToken);
    }

    private async Task<bool> TryWholeAsync(RebuildRun run, IReadOnlyList<FeedItem> events, bool staging, CancellationToken cancellationToken)
    {
        await using var scope = run.NewScope(out var db, staging);
        await db.BeginWriteAsync(cancellationToken);
        try
        {
            foreach (var kind in events.GroupBy(item => item.Type))
            {
                if (folds.Of(kind.Key) is { } fold) await fold(scope.ServiceProvider, [.. kind], cancellationToken);
            }
        }
        catch (Exception failure) when (IsOfAnEvent(failure))
        {
            await db.RollbackAsync();
            return false;
        }
        await CommitAsync(run, db, cancellationToken);
        run.Events += events.Count;
        return true;
    }

    private static async Task CommitAsync(RebuildRun run, InsightsDb db, CancellationToken cancellationToken)
    {
        if (db.ProductsAside is { } aside) run.Products.Add(aside);
        if (run.Products.Count > MostProductSums)
        {
            await run.Products.WriteAsync(db, cancellationToken);
            run.Products.Clear();
        }
        await db.CommitAsync(cancellationToken);
    }

    /// <summary>Events of one kind are folded together. When that fails, one by one, so that the bad one alone is left out.</summary>
    private async Task TakeAsync(RebuildRun run, IServiceProvider scope, InsightsDb db, IReadOnlyList<FeedItem> events, CancellationToken cancellationToken)
    {
        foreach (var kind in events.GroupBy(item => item.Type))
        {
            if (folds.Of(kind.Key) is not { } fold) continue;
            IReadOnlyList<FeedItem> all = [.. kind];
            if (await TryAsync(run, db, () => fold(scope, all, cancellationToken), cancellationToken)) continue;
            foreach (var item in all)
            {
                if (!await TryAsync(run, db, () => fold(scope, [item], cancellationToken), cancellationToken)) run.Refused.Add(item.Id);
            }
        }
        run.Events += events.Count;
    }

    private static async Task<bool> TryAsync(RebuildRun run, InsightsDb db, Func<Task> fold, CancellationToken cancellationToken)
    {
        const string before = "fold";
        var transaction = db.Database.CurrentTransaction!;
        var asideBefore = db.ProductsAside;
        if (asideBefore is not null) db.ProductsAside = new ProductSums();
        await transaction.CreateSavepointAsync(before, cancellationToken);
        try
        {
            await fold();
            await transaction.ReleaseSavepointAsync(before, cancellationToken);
            if (db.ProductsAside is { } more) asideBefore!.Add(more);
            return true;
        }
        catch (Exception failure) when (IsOfAnEvent(failure))
        {
            await transaction.RollbackToSavepointAsync(before, cancellationToken);
            db.ChangeTracker.Clear();
            run.Numbers.Clear();
            return false;
        }
        finally
        {
            db.ProductsAside = asideBefore;
        }
    }

    private static bool IsOfAnEvent(Exception failure) => failure is not OperationCanceledException and not HttpRequestException;

    private async Task<FeedPage> PageAsync(RebuildRun run, string source, long after, CancellationToken cancellationToken)
    {
        var page = await feeds.ReadAsync(source, new FeedQuery(after, handover.TypesOf(source), PageSize), cancellationToken);
        if (run.Read.TryGetValue(source, out var read) && read.Epoch != page.Epoch)
            throw new JobFailedException($"The feed of {source} began anew while it was read. Nothing was changed; start the rebuild again.");
        return page;
    }

    private static async Task<long> LivePositionAsync(RebuildRun run, string source, CancellationToken cancellationToken)
    {
        await using var scope = run.NewScope(out var db);
        return await FeedHandover.PositionAsync(db, source, cancellationToken);
    }
}

/// <summary>Tells the job how far a rebuild is, now and then.</summary>
internal sealed class RebuildProgress(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private DateTimeOffset next;

    public async Task TellAsync(RebuildRun run, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() < next) return;
        next = time.GetUtcNow() + Interval;
        await using var scope = run.NewScope(out var db);
        var (read, live) = (0L, 0L);
        foreach (var (source, at) in run.Read)
        {
            read += at.Position;
            live += Math.Max(at.Position, await FeedHandover.PositionAsync(db, source, cancellationToken));
        }
        var job = await run.Context.JobAsync(db, cancellationToken);
        job.Advance(run.Generation, run.Events, run.Events - run.Refused.Count, run.Refused.Count, live == 0 ? 0 : (int)(read * 80 / live));
        await db.SaveChangesAsync(cancellationToken);
    }
}
