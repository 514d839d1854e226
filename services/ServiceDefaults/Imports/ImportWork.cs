using System.Globalization;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Privacy;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Imports;

/// <summary>What the job of an import was asked to do.</summary>
internal sealed record ImportParameters(string Kind, string File, string OriginalName, Dictionary<string, int> Columns, bool CreateMissing, bool DryRun, bool AllowDuplicate = false);

/// <summary>Rows done, and how long the error file was then.</summary>
internal sealed record ImportCheckpoint(long Rows, long ErrorBytes, long Created, long Updated, long Unchanged, long Rejected);

/// <summary>How an import ended.</summary>
public sealed record ImportResult(long Created, long Updated, long Unchanged, bool DryRun);

/// <summary>
/// Runs an import in pieces. Each piece, its events and the checkpoint are saved together, so that a run that was killed goes on with
/// the row after the last saved one; the error file is cut to the length the checkpoint knows. A dry run, which saves nothing, begins anew.
/// </summary>
internal sealed class ImportWork(IFileStore files, ImportKinds kinds, IOptions<ImportOptions> options, TimeProvider time) : IJobWork, ICleansUp
{
    public const string JobKind = "import";

    /// <summary>Erasures meanwhile beat a piece too (C20), and there may be several.</summary>
    private const int Attempts = 10;

    public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var (parameters, checkpoint, jobKey) = await LoadAsync(context, cancellationToken);
        var kind = kinds.Find(parameters.Kind) ?? throw new JobFailedException($"There is no import of '{parameters.Kind}' any more.");
        await using var errorFile = files.OpenAppend(JobEndpoints.ErrorFile(context.JobId), checkpoint.ErrorBytes);
        try
        {
            using var table = ImportTable.Open(files.OpenRead(parameters.File), options.Value);
            var run = new Run(context, kind.Begin(new ImportSettings(parameters.Kind, parameters.CreateMissing, parameters.DryRun, parameters.AllowDuplicate, jobKey), context.Person), parameters, table, errorFile, checkpoint);
            await run.ToEndAsync(options.Value.ChunkRows, cancellationToken);
            await run.FinishAsync(time.GetUtcNow(), cancellationToken);
        }
        catch (ImportFileException unreadable)
        {
            throw new JobFailedException(unreadable.Message);
        }
    }

    /// <summary>The upload names people (C20): it goes when nothing is left to do with it.</summary>
    public void CleanUp(Job job) => files.Delete(job.ParametersAs<ImportParameters>().File);

    private static async Task<(ImportParameters, ImportCheckpoint, long)> LoadAsync(JobContext context, CancellationToken cancellationToken)
    {
        await using var scope = context.NewScope();
        var job = await context.JobAsync(scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db, cancellationToken);
        var parameters = job.ParametersAs<ImportParameters>();
        // What a dry run would have done is remembered by its run alone: after a kill later rows would not meet it, so it begins anew.
        var done = parameters.DryRun ? null : job.CheckpointAs<ImportCheckpoint>();
        return (parameters, done ?? new ImportCheckpoint(0, 0, 0, 0, 0, 0), job.Key);
    }

    /// <summary>The state of one run.</summary>
    private sealed class Run(JobContext context, ImportSession session, ImportParameters parameters, ImportTable table, Stream errorFile, ImportCheckpoint done)
    {
        private long rows;
        private long blank;
        private long heading;

        public async Task ToEndAsync(int chunkRows, CancellationToken cancellationToken)
        {
            if (errorFile.Length == 0) await WriteAsync([["row", "field", "code", "message", .. table.Header, .. Further]]);
            heading = done.ErrorBytes == 0 ? errorFile.Length : 0;
            var chunk = new List<ImportRow>(chunkRows);
            var malformed = new List<(ImportRow Row, RowError Error)>();
            while (table.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var row = new ImportRow(++rows, table.Cells, parameters.Columns, table.GuardsTexts);
                if (table.IsBlank)
                {
                    blank++;
                    continue;
                }
                var wrong = Malformed(row);
                session.Observe(row);
                if (rows <= done.Rows) continue;
                if (wrong is null) chunk.Add(row);
                else malformed.Add((row, wrong));
                if (chunk.Count + malformed.Count < chunkRows) continue;
                await SaveAsync(chunk, malformed, cancellationToken);
                chunk.Clear();
                malformed.Clear();
            }
            if (chunk.Count + malformed.Count > 0) await SaveAsync(chunk, malformed, cancellationToken);
        }

        public async Task FinishAsync(DateTimeOffset now, CancellationToken cancellationToken)
        {
            await using var scope = context.NewScope();
            var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
            var job = await context.JobAsync(db, cancellationToken);
            job.Succeed(new ImportResult(done.Created, done.Updated, done.Unchanged, parameters.DryRun), now);
            await db.SaveChangesAsync(cancellationToken);
        }

        private RowError? Malformed(ImportRow row)
        {
            if (table.HasBadQuotes) return row.Error("", "row.quotes", "The quotes in this row are broken: a quoted field is quoted from its first to its last character, and quotes within are doubled.");
            return table.Cells.Length <= table.Header.Count
                ? null
                : row.Error("", "row.columns", $"The row has {table.Cells.Length} fields where the header has {table.Header.Count}.");
        }

        private async Task SaveAsync(IReadOnlyList<ImportRow> chunk, IReadOnlyList<(ImportRow Row, RowError Error)> malformed, CancellationToken cancellationToken)
        {
            var cells = chunk.Concat(malformed.Select(item => item.Row)).ToDictionary(row => row.Number);
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await SaveOnceAsync(chunk, [.. malformed.Select(item => item.Error)], cells, cancellationToken);
                    return;
                }
                catch (Exception beaten) when (attempt < Attempts && (beaten is DbUpdateException || DatabaseTrouble.IsDeadlock(beaten)))
                {
                    // Somebody else changed the same things meanwhile: look again and judge anew.
                    errorFile.SetLength(Math.Max(done.ErrorBytes, heading));
                }
            }
        }

        private async Task SaveOnceAsync(
            IReadOnlyList<ImportRow> chunk, IReadOnlyList<RowError> malformed, Dictionary<long, ImportRow> cells, CancellationToken cancellationToken)
        {
            await using var scope = context.NewScope();
            var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
            var result = await session.WriteAsync(scope.ServiceProvider, chunk, cancellationToken);
            if (parameters.DryRun) await db.BeginAgainAsync();
            var errors = malformed.Concat(result.Errors).OrderBy(error => error.Row).ToList();
            var job = await context.JobAsync(db, cancellationToken);
            await ReportAsync(errors, cells, new ErasedTraces(context.JobId, job.Erased));
            var next = new ImportCheckpoint(rows, errorFile.Length, done.Created + result.Created, done.Updated + result.Updated, done.Unchanged + result.Unchanged,
                done.Rejected + errors.Select(error => error.Row).Distinct().Count());
            job.Advance(next, rows, rows - blank - next.Rejected, next.Rejected, table.Percent);
            await db.SaveChangesAsync(cancellationToken);
            done = next;
        }

        private Task ReportAsync(IReadOnlyList<RowError> errors, IReadOnlyDictionary<long, ImportRow> cells, ErasedTraces erased) =>
            WriteAsync(errors.Select(error =>
            {
                var number = error.Row.ToString(CultureInfo.InvariantCulture);
                var row = cells.GetValueOrDefault(error.Row);
                string[] found = row is null ? [] : CellsOf(row);
                // C20: who was erased since the file came is not written down once more.
                return erased.AreIn(found.Append(error.Message)) ? (IReadOnlyList<string>)[number, error.Field, error.Code, Erasure.Replacement] : [number, error.Field, error.Code, error.Message, .. found.Select(cell => row!.TextOf(cell))];
            }));

        /// <summary>The column of the refused rows that their own file has not.</summary>
        private string[] Further => session.Counted is { } counted && !parameters.Columns.ContainsKey(counted) ? [counted] : [];

        /// <summary>A row's cells, with what was counted for it in its column.</summary>
        private string[] CellsOf(ImportRow row)
        {
            if (session.Counted is not { } field || session.CountOf(row) is not { } counted) return [.. row.Cells];
            // Behind all cells, too many as they may be: it is in its place once those too many are taken out.
            var column = parameters.Columns.TryGetValue(field, out var own) ? own : Math.Max(table.Header.Count, row.Cells.Count);
            var cells = Enumerable.Repeat("", Math.Max(column + 1, row.Cells.Count)).ToArray();
            foreach (var (index, cell) in row.Cells.Index()) cells[index] = cell;
            cells[column] = counted;
            return cells;
        }

        /// <summary>Harmless, as an export: it is opened in a spreadsheet to be corrected, and an import takes the apostrophe off again.</summary>
        private async Task WriteAsync(IEnumerable<IReadOnlyList<string>> lines)
        {
            await using (var writer = SpreadsheetText.Into(errorFile))
            await using (var report = new CsvWriter(writer, CultureInfo.InvariantCulture, leaveOpen: true))
            {
                foreach (var line in lines)
                {
                    foreach (var field in line) report.WriteField(SpreadsheetText.Harmless(field));
                    report.NextRecord();
                }
            }
            if (errorFile is FileStream file) file.Flush(flushToDisk: true);
        }
    }
}
