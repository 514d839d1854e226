using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>
/// Keeps one row of each thing another service speaks of, the highest version of it, and the counts that follow from the rows: what
/// a row contributed before is taken away, what it contributes now is added.
/// </summary>
internal abstract class ThingFold<TEvent, TRow>(InsightsDb db, FoldSignal signal) : Fold<TEvent>(db, signal) where TRow : ThingRow
{
    public override async Task ApplyAsync(IReadOnlyList<Received<TEvent>> batch, CancellationToken cancellationToken)
    {
        var numbers = await Db.NumbersAsync(batch.Select(received => CustomerOf(received.Event)).OfType<Guid>(), cancellationToken);
        var newest = new Dictionary<Guid, TRow>(batch.Count);
        foreach (var received in batch)
        {
            var row = Read(received);
            row.Gen = Db.Generation;
            row.CustomerNo = CustomerOf(received.Event) is { } customer ? numbers[customer] : null;
            if (!newest.TryGetValue(row.Id, out var known) || known.Version < row.Version) newest[row.Id] = row;
        }
        await SettleAsync(newest.Values, cancellationToken);
        var before = await BeforeAsync([.. newest.Keys], cancellationToken);
        var delta = new TallyDelta();
        var changed = new List<TRow>(newest.Count);
        foreach (var row in newest.Values)
        {
            if (before.TryGetValue(row.Id, out var old))
            {
                if (old.Version >= row.Version) continue;
                Keep(old, row);
                delta.Sign = -1;
                Count(old, delta);
            }
            delta.Sign = 1;
            Count(row, delta);
            changed.Add(row);
        }
        await Db.UpsertAsync(changed, cancellationToken);
        await AddUpAsync(delta, cancellationToken);
    }

    /// <summary>The row an event makes; a fact has version 1.</summary>
    protected abstract TRow Read(Received<TEvent> received);

    protected abstract Guid? CustomerOf(TEvent e);

    /// <summary>Fills in what follows from more than the event; from the same facts always the same.</summary>
    protected virtual Task SettleAsync(IReadOnlyCollection<TRow> rows, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What others than its own events have told of a thing goes along to its newer row.</summary>
    protected virtual void Keep(TRow old, TRow row) { }

    /// <summary>What a row adds to the counts.</summary>
    protected virtual void Count(TRow row, TallyDelta delta) { }

    private async Task<Dictionary<Guid, TRow>> BeforeAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        var before = new Dictionary<Guid, TRow>();
        foreach (var chunk in ids.Chunk(500))
        {
            await foreach (var row in Db.All<TRow>().Where(row => chunk.Contains(row.Id)).AsAsyncEnumerable().WithCancellation(cancellationToken))
                before.Add(row.Id, row);
        }
        return before;
    }
}
