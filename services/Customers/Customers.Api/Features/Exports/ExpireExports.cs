using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Exports;

/// <summary>C17, C20: throws exported files and archives of all that is held on somebody away when their time is over, and what a job that did not end has left.</summary>
internal sealed class ExpireExports(IServiceScopeFactory scopes, IFileStore files, IOptions<CustomersOptions> options, TimeProvider time, ILogger<ExpireExports> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                seen = await SweepAsync(seen, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Old exports could not be thrown away; it is tried again");
            }
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<DateTimeOffset> SweepAsync(DateTimeOffset seen, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
        var before = time.GetUtcNow() - options.Value.ExportKeptFor;
        var ended = await db.Set<Job>().AsNoTracking().Where(job => (job.Kind == PersonalFiles.ExportJob || job.Kind == PersonalFiles.AccessJob) && job.FinishedAt > seen && job.FinishedAt <= before)
            .Select(job => new { job.Id, job.Kind }).ToListAsync(cancellationToken);
        foreach (var job in ended) files.Delete(job.Kind == PersonalFiles.ExportJob ? PersonalFiles.Export(job.Id) : PersonalFiles.AccessArchive(job.Id));
        return before;
    }
}
