using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Files;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Exports;

/// <summary>C17: throws exported files away when their time is over, and what an export that did not end has left.</summary>
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
        foreach (var id in await db.Set<Job>().AsNoTracking().Where(job => job.Kind == ExportCustomers.JobKind && job.FinishedAt > seen && job.FinishedAt <= before).Select(job => job.Id).ToListAsync(cancellationToken))
            files.Delete(PersonalFiles.Export(id));
        return before;
    }
}
