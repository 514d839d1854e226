using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Features.Abc;
using CrmPlatform.Insights.Features.Churn;
using CrmPlatform.Insights.Features.Clusters;
using CrmPlatform.Insights.Features.Clv;
using CrmPlatform.Insights.Features.Rules;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features;

/// <summary>
/// Queues once a night what is computed over all customers: values, warnings with zones, rules, clusters; and once a year, in the first
/// night of January, the classes (C4). Of several replicas one wins. A new installation begins with its next night.
/// </summary>
internal sealed class NightlyLoop(
    IServiceScopeFactory scopes, OrganisationCalendar calendar, IOptions<InsightsOptions> options, JobSignal signal, TimeProvider time, ILogger<NightlyLoop> log) : BackgroundService
{
    private const string Night = "night";
    private const string Year = "abc";
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.NightlyAt is not { } at) return;
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await LookAsync(at, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Nightly computations could not be queued; it is tried again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default));
    }

    public async Task LookAsync(TimeOnly at, CancellationToken cancellationToken)
    {
        var today = calendar.Today;
        if (time.GetUtcNow() < calendar.StartOf(today) + at.ToTimeSpan()) today = today.AddDays(-1);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<InsightsDb>();
        if (await db.Schedules.AsNoTracking().CountAsync(s => s.Last >= (s.Name == Year ? new DateOnly(today.Year, 1, 1) : today), cancellationToken) == 2) return;
        await db.BeginWriteAsync(cancellationToken);
        var by = Caller.System(InsightsHost.Name);
        // I2: yearly, once the year it rests on is over.
        if (await IsDueAsync(db, Year, new DateOnly(today.Year, 1, 1), cancellationToken)) db.QueueJob(ClassifyCustomers.JobKind, new ClassifyRequest(), by, time, signal);
        if (await IsDueAsync(db, Night, today, cancellationToken))
        {
            // Warnings rest on values, so those come first; jobs run in the order they were queued in.
            db.QueueJob(ValueCustomers.JobKind, new ValueRequest(), by, time, signal);
            db.QueueJob(AssessCustomers.JobKind, new AssessRequest(), by, time, signal);
            db.QueueJob(MineRules.JobKind, new RulesRequest(), by, time, signal);
            db.QueueJob(ClusterCustomersJob.JobKind, new ClustersRequest(), by, time, signal);
        }
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitAsync(cancellationToken);
    }

    /// <summary>Inside a transaction: true for whoever moves the date forward.</summary>
    private static async Task<bool> IsDueAsync(InsightsDb db, string name, DateOnly day, CancellationToken cancellationToken)
    {
        if (!await db.Schedules.AnyAsync(s => s.Name == name, cancellationToken))
        {
            db.Schedules.Add(new Schedule { Name = name, Last = day });
            return false;
        }
        return await db.Schedules.Where(s => s.Name == name && s.Last < day).ExecuteUpdateAsync(set => set.SetProperty(s => s.Last, day), cancellationToken) == 1;
    }
}
