using System.Data.Common;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain.Rfm;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>I1: takes the scores of all customers anew and writes the ones that changed.</summary>
internal sealed class RfmScoring(InsightsDb db, TimeProvider time)
{
    private const int Chunk = 5000;

    /// <summary>False when nothing was bought since the last time. Works on the generation entered.</summary>
    public async Task<bool> ScoreAsync(CancellationToken cancellationToken)
    {
        var state = await db.States.AsNoTracking().SingleAsync(cancellationToken);
        if (state.ScoredAt is not null && state.ScoredRevision == state.Revision) return false;
        var rows = await ReadAsync(cancellationToken);
        var newest = rows.Count == 0 ? 0 : rows.Max(row => row.LastOrder!.Value);
        var scores = RfmScores.Quintiles(rows.ConvertAll(row => new RfmInput(newest - row.LastOrder!.Value, (int)row.Orders, row.Net)).ToArray());
        var thresholds = RfmThresholds.Of(rows.ConvertAll(row => (row.LastOrder!.Value, row.Orders, row.Net)), scores);
        var changed = new List<LedgerRow>();
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, score) = (rows[i], scores[i]);
            if ((row.R, row.F, row.M) == (score.Recency, score.Frequency, score.Monetary)) continue;
            (row.R, row.F, row.M, row.Segment) = (score.Recency, score.Frequency, score.Monetary, RfmSegments.Of(score));
            changed.Add(row);
        }
        await WriteAsync(state, thresholds, changed, cancellationToken);
        return true;
    }

    private async Task WriteAsync(ModelState state, RfmThresholds thresholds, List<LedgerRow> changed, CancellationToken cancellationToken)
    {
        foreach (var chunk in changed.Chunk(Chunk))
        {
            await db.BeginWriteAsync(cancellationToken);
            await db.KeepFoldsOutAsync(cancellationToken);
            var segments = await MovedAsync(chunk, cancellationToken);
            // What was bought since the look is scored by the thresholds of then, and by the next pass.
            await db.UpdateAsync(chunk, [nameof(LedgerRow.R), nameof(LedgerRow.F), nameof(LedgerRow.M), nameof(LedgerRow.Segment)],
                [nameof(LedgerRow.LastOrder), nameof(LedgerRow.Orders), nameof(LedgerRow.Net)], cancellationToken);
            await db.AddUpAsync(segments.Rows(db.Generation), cancellationToken);
            await db.CommitAsync(cancellationToken);
        }
        var (now, json) = (time.GetUtcNow(), thresholds.ToJson());
        await db.BeginWriteAsync(cancellationToken);
        await db.States.ExecuteUpdateAsync(set => set
            .SetProperty(s => s.ScoredRevision, state.Revision).SetProperty(s => s.ScoredAt, now).SetProperty(s => s.Cuts, json), cancellationToken);
        await db.CommitAsync(cancellationToken);
    }

    /// <summary>From segment to segment, of the ledgers that are still as they were looked at.</summary>
    private async Task<SegmentDelta> MovedAsync(LedgerRow[] chunk, CancellationToken cancellationToken)
    {
        var standing = (await db.StandingAsync([.. chunk.Select(row => row.CustomerNo)], cancellationToken)).ToDictionary(row => row.CustomerNo);
        var moved = new SegmentDelta();
        foreach (var row in chunk)
        {
            if (!standing.TryGetValue(row.CustomerNo, out var stood) || (stood.LastOrder, stood.Orders, stood.Net) != (row.LastOrder, row.Orders, row.Net)) continue;
            if (stood.Segment is { } before) moved.Take(before, stood, -1);
            if (row.Segment is { } now) moved.Take(now, stood, 1);
        }
        return moved;
    }

    // A million rows: read past EF, which would take three times as long.
    private async Task<List<LedgerRow>> ReadAsync(CancellationToken cancellationToken)
    {
        var sql = db.Ledgers.IgnoreQueryFilters().Where(l => l.Gen == db.Generation && l.LastOrder != null)
            .Select(l => new { l.CustomerNo, l.LastOrder, l.Orders, l.Net, l.R, l.F, l.M }).CreateDbCommand();
        await using var command = sql;
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<LedgerRow>();
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(new LedgerRow
                {
                    Gen = db.Generation,
                    CustomerNo = reader.GetInt64(0),
                    LastOrder = reader.GetInt32(1),
                    Orders = reader.GetInt64(2),
                    Net = reader.GetInt64(3),
                    R = Score(reader, 4),
                    F = Score(reader, 5),
                    M = Score(reader, 6),
                });
            }
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static byte? Score(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetByte(column);
}
