using System.Globalization;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Imports;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Jobs;
using CsvHelper;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Imports;

/// <summary>How far an undo is: which kind of deed, below which mark, and what it came to.</summary>
internal sealed record ImportUndoCheckpoint(ImportDeed Deed, long Below, long ReportBytes, long Seen, long Removed, long Restored, long Orders, long Lines, long Kept, long Products = 0)
{
    public static ImportUndoCheckpoint Start { get; } = new(ImportDeed.Booked, long.MaxValue, 0, 0, 0, 0, 0, 0, 0);
}

/// <summary>
/// C17: takes back what an import did, the last first: lines of the ledger, the products they brought, changes of files, files. Each piece, its events and
/// the checkpoint are one save, so that a run that was killed goes on behind it.
/// </summary>
internal sealed class ImportUndoWork(IFileStore files, TimeProvider time) : IJobWork
{
    private const int Piece = 200;
    private const int Attempts = 5;

    public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var (parameters, done, total) = await LoadAsync(context, cancellationToken);
        await using var report = files.OpenAppend(JobEndpoints.ErrorFile(context.JobId), done.ReportBytes);
        if (report.Length == 0) await WriteAsync(report, [["thing", "id", "name", "code", "message"]]);
        while (await PieceAsync(context, parameters, done, total, report, cancellationToken) is { } next) done = next;
        await using var scope = context.NewScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        var job = await context.JobAsync(db, cancellationToken);
        job.Succeed(new ImportUndoReport(parameters.ImportId, done.Removed, done.Restored, done.Orders, done.Lines, done.Kept, done.Products), time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<(ImportUndoParameters, ImportUndoCheckpoint, long Total)> LoadAsync(JobContext context, CancellationToken cancellationToken)
    {
        await using var scope = context.NewScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        var job = await context.JobAsync(db, cancellationToken);
        var (parameters, done) = (job.ParametersAs<ImportUndoParameters>(), job.CheckpointAs<ImportUndoCheckpoint>() ?? ImportUndoCheckpoint.Start);
        return (parameters, done, await db.ImportMarks.LongCountAsync(mark => mark.JobKey == parameters.ImportKey, cancellationToken) + done.Seen);
    }

    private static async Task<ImportUndoCheckpoint?> PieceAsync(
        JobContext context, ImportUndoParameters parameters, ImportUndoCheckpoint done, long total, Stream report, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await PieceOnceAsync(context, parameters, done, total, report, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody, or the rules of C5, changed one of the files meanwhile: look again and judge anew.
                report.SetLength(done.ReportBytes);
            }
        }
    }

    private static async Task<ImportUndoCheckpoint?> PieceOnceAsync(
        JobContext context, ImportUndoParameters parameters, ImportUndoCheckpoint done, long total, Stream report, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var scope = context.NewScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        var (deed, marks) = await NextAsync(db, parameters.ImportKey, done, cancellationToken);
        if (marks.Count == 0) return null;
        var deeds = deed switch
        {
            ImportDeed.Booked => await scope.ServiceProvider.GetRequiredService<WithdrawLines>().TakeBackAsync(marks, cancellationToken),
            ImportDeed.Registered => await scope.ServiceProvider.GetRequiredService<RemoveProducts>().TakeBackAsync(marks, cancellationToken),
            ImportDeed.Changed => await scope.ServiceProvider.GetRequiredService<RestoreFiles>().TakeBackAsync(marks, cancellationToken),
            _ => await scope.ServiceProvider.GetRequiredService<RemoveFiles>().TakeBackAsync(marks, cancellationToken),
        };
        await WriteAsync(report, deeds.Kept.Select(kept => new[] { kept.Thing, kept.Id.ToString(), SpreadsheetText.Harmless(kept.Name), kept.Code, kept.Message }));
        var next = new ImportUndoCheckpoint(deed, marks[^1].Key, report.Length, done.Seen + marks.Count, done.Removed + deeds.Removed, done.Restored + deeds.Restored,
            done.Orders + deeds.Orders, done.Lines + deeds.Lines, done.Kept + deeds.Kept.Count, done.Products + deeds.Products);
        var job = await context.JobAsync(db, cancellationToken);
        job.Advance(next, next.Seen, next.Seen - next.Kept, next.Kept, (int)(next.Seen * 100 / Math.Max(total, 1)));
        await db.BeginWriteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (deeds.Then is not null) await deeds.Then(cancellationToken);
        await db.CommitAsync(cancellationToken);
        return next;
    }

    /// <summary>The next marks of the present kind of deed, or of the one that comes after it.</summary>
    private static async Task<(ImportDeed, List<ImportMark>)> NextAsync(CustomersDb db, long import, ImportUndoCheckpoint done, CancellationToken cancellationToken)
    {
        ImportDeed[] order = [ImportDeed.Booked, ImportDeed.Registered, ImportDeed.Changed, ImportDeed.Opened];
        foreach (var deed in order.SkipWhile(deed => deed != done.Deed))
        {
            var below = deed == done.Deed ? done.Below : long.MaxValue;
            var marks = await db.ImportMarks.Where(mark => mark.JobKey == import && mark.Deed == deed && mark.Key < below).OrderByDescending(mark => mark.Key).Take(Piece).ToListAsync(cancellationToken);
            if (marks.Count > 0) return (deed, marks);
        }
        return (ImportDeed.Opened, []);
    }

    private static async Task WriteAsync(Stream report, IEnumerable<IReadOnlyList<string>> rows)
    {
        await using (var writer = SpreadsheetText.Into(report))
        await using (var csv = new CsvWriter(writer, CultureInfo.InvariantCulture, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                foreach (var field in row) csv.WriteField(field);
                csv.NextRecord();
            }
        }
        if (report is FileStream file) file.Flush(flushToDisk: true);
    }
}
