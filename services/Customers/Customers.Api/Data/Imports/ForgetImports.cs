using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Data.Imports;

/// <summary>C17: what imports did is forgotten once they cannot be undone any more; several replicas may do it at once.</summary>
internal sealed class ForgetImports(IServiceScopeFactory scopes, IOptions<CustomersOptions> options, TimeProvider time, ILogger<ForgetImports> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<CustomersDb>();
                var before = time.GetUtcNow() - options.Value.ImportUndoWindow;
                foreach (var job in await db.Set<Job>().Where(job => job.FinishedAt < before && db.ImportMarks.Any(mark => mark.JobKey == job.Key)).Select(job => job.Key).ToListAsync(stoppingToken))
                {
                    await db.BeginWriteAsync(stoppingToken);
                    await db.ImportMarks.Where(mark => mark.JobKey == job).ExecuteDeleteAsync(stoppingToken);
                    await db.CommitAsync(stoppingToken);
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Old imports could not be forgotten; it is tried again");
            }
        }
    }
}
