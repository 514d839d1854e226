using System.Diagnostics;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.Customers.Data.Profiles;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Exports;

/// <summary>Where an export is: behind which row of the list, and how long the file was then.</summary>
internal sealed record ExportCheckpoint(long Rows, long Bytes, PagePosition? After);

/// <summary>
/// C17: writes page after page of the list into a file, as far as the asker sees. A .csv that was cut off by a kill goes on behind the
/// last saved page; a workbook, which has its directory at the end, begins anew. So does either when somebody was erased meanwhile (C20).
/// </summary>
internal sealed class ExportWork(IFileStore files, FieldRegister register, SensitiveSeal seal, IOptions<CustomersOptions> options, TimeProvider time) : IJobWork
{
    private const int PageRows = 1000;
    private static readonly CustomerRows<Customer> Whole = new(customer => customer);

    public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        try
        {
            while (!await WholeAsync(context, cancellationToken))
            {
                // Somebody was erased who may stand in what was written so far: it is written anew.
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || cancellationToken.IsCancellationRequested)
        {
            await ForgetErasedAsync(context);
            throw;
        }
    }

    /// <summary>False when an erasure came in between.</summary>
    private async Task<bool> WholeAsync(JobContext context, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(context, cancellationToken);
            return true;
        }
        catch (Exception erased) when (erased is DbUpdateConcurrencyException or ErasedMeanwhileException)
        {
            return false;
        }
    }

    private async Task WriteAsync(JobContext context, CancellationToken cancellationToken)
    {
        var (parameters, done, total) = await LoadAsync(context, cancellationToken);
        var columns = ExportColumns.Of(parameters.Request, register);
        var header = columns.Select(column => (object?)column.Name).ToList();
        await using (var content = files.OpenAppend(PersonalFiles.Export(context.JobId), done.Bytes))
        {
            await using ExportSheet sheet = parameters.Request.Format == ExportFormat.Csv
                ? new CsvSheet(content)
                : await XlsxSheet.CreateAsync(content, header, TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone), cancellationToken);
            if (parameters.Request.Format == ExportFormat.Csv && done.Bytes == 0) await sheet.AddAsync(header, cancellationToken);
            while (await PageAsync(context, parameters, columns, sheet, content, done, total, cancellationToken) is { } next) done = next;
            await sheet.FinishAsync(cancellationToken);
            await content.FlushAsync(cancellationToken);
            done = done with { Bytes = content.Length };
        }
        await using var scope = context.NewScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        var job = await UndisturbedAsync(context, db, done, cancellationToken);
        var now = time.GetUtcNow();
        job.Succeed(new ExportReport(parameters.Request.Format, done.Rows, done.Bytes, now + options.Value.ExportKeptFor), now);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<(ExportParameters, ExportCheckpoint, long Total)> LoadAsync(JobContext context, CancellationToken cancellationToken)
    {
        await using var scope = context.NewScope();
        var job = await context.JobAsync(scope.ServiceProvider.GetRequiredService<CustomersDb>(), cancellationToken);
        var parameters = job.ParametersAs<ExportParameters>();
        var done = parameters.Request.Format == ExportFormat.Csv ? job.CheckpointAs<ExportCheckpoint>() : null;
        var total = await scope.ServiceProvider.GetRequiredService<CustomerSearch>().CountAsync(parameters.Request.Filter ?? new CustomerCriteria(), cancellationToken);
        return (parameters, done ?? new ExportCheckpoint(0, 0, null), total);
    }

    private async Task<ExportCheckpoint?> PageAsync(
        JobContext context, ExportParameters parameters, IReadOnlyList<ExportColumn> columns, ExportSheet sheet, Stream content, ExportCheckpoint done, long total, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var scope = context.NewScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        // Before the rows are read: an erasure that comes after it makes the save below fail.
        var job = await UndisturbedAsync(context, db, done, cancellationToken);
        var sort = parameters.Request.Sort ?? $"-{CustomerOrder.Newest}";
        var found = await scope.ServiceProvider.GetRequiredService<CustomerSearch>().PageAsync(parameters.Request.Filter ?? new CustomerCriteria(), sort, done.After, PageRows, Whole, cancellationToken);
        // The list gives one row more than asked for, to say that there is another page.
        var page = found.Take(PageRows).Select(placed => placed.Row).ToList();
        if (page.Count == 0) return null;
        var sensitive = await OpenAsync(db, page, parameters.SensitiveReach, context.Person, cancellationToken);
        foreach (var customer in page)
            await sheet.AddAsync([.. columns.Select(column => column.Value(customer, sensitive.GetValueOrDefault(customer.Id)))], cancellationToken);
        await sheet.FlushAsync(cancellationToken);
        await content.FlushAsync(cancellationToken);
        var next = new ExportCheckpoint(done.Rows + page.Count, content.Length, found[page.Count - 1].Position);
        job.Advance(next, next.Rows, next.Rows, 0, (int)(next.Rows * 100 / Math.Max(total, next.Rows)));
        await db.SaveChangesAsync(cancellationToken);
        return next;
    }

    /// <summary>The job, unless <see cref="PersonalFiles.ForgetAsync"/> has taken its checkpoint away.</summary>
    private static async Task<Job> UndisturbedAsync(JobContext context, CustomersDb db, ExportCheckpoint done, CancellationToken cancellationToken)
    {
        var job = await context.JobAsync(db, cancellationToken);
        return done.Rows > 0 && job.Checkpoint is null ? throw new ErasedMeanwhileException() : job;
    }

    // Cancelled or failed between an erasure and the next page: nobody would write the file anew.
    private async Task ForgetErasedAsync(JobContext context)
    {
        await using var scope = context.NewScope();
        var job = await context.JobAsync(scope.ServiceProvider.GetRequiredService<CustomersDb>(), CancellationToken.None);
        if (job.Checkpoint is null) files.Delete(PersonalFiles.Export(context.JobId));
    }

    private sealed class ErasedMeanwhileException : Exception;

    /// <summary>C2: the sensitive fields of those whose the asker may see; each is noted as read, with the same save.</summary>
    private async Task<Dictionary<Guid, SensitiveProfile>> OpenAsync(CustomersDb db, List<Customer> page, RowScope reach, Caller person, CancellationToken cancellationToken)
    {
        var visible = page.Where(customer => reach switch
        {
            RowScope.All => true,
            RowScope.Team => customer.Team == person.Team,
            RowScope.Own => customer.OwnerId == person.Subject,
            _ => false,
        }).Select(customer => customer.Id).ToArray();
        if (visible.Length == 0) return [];
        var ciphers = await db.Profiles.AsNoTracking().Where(p => visible.Contains(p.CustomerId) && p.Sensitive != null).Select(p => new { p.CustomerId, p.Sensitive }).ToListAsync(cancellationToken);
        db.SensitiveReads.AddRange(ciphers.Select(p => SensitiveRead.Of(p.CustomerId, person.Subject, person.Name, time.GetUtcNow(), Activity.Current?.TraceId.ToHexString())));
        return ciphers.ToDictionary(p => p.CustomerId, p => seal.Open(p.Sensitive!, out _));
    }
}
