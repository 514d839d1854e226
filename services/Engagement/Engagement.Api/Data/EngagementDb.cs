using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>The Engagement service's own database.</summary>
internal abstract class EngagementDb(DbContextOptions options) : ServiceDb(options)
{
    private List<Func<CancellationToken, Task>>? alongside;

    public DbSet<KnownCustomer> Customers => Set<KnownCustomer>();

    public DbSet<KnownColleague> Colleagues => Set<KnownColleague>();

    public DbSet<Activity> Activities => Set<Activity>();

    public DbSet<Visit> Visits => Set<Visit>();

    public DbSet<Call> Calls => Set<Call>();

    public DbSet<OtherActivity> OtherActivities => Set<OtherActivity>();

    public DbSet<Touchpoint> Touchpoints => Set<Touchpoint>();

    public DbSet<SettingDocument> Settings => Set<SettingDocument>();

    public DbSet<RoundLease> RoundLeases => Set<RoundLease>();

    public DbSet<WorkTask> Tasks => Set<WorkTask>();

    public DbSet<TimelineEntry> Timeline => Set<TimelineEntry>();

    /// <summary>Customers whether or not the caller sees them.</summary>
    public IQueryable<KnownCustomer> AllCustomers => Customers.IgnoreQueryFilters();

    /// <summary>Makes a statement that goes past the change tracker part of the next save.</summary>
    public void Alongside(Func<CancellationToken, Task> statement) => (alongside ??= []).Add(statement);

    public override void Dispose()
    {
        alongside = null;
        base.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        // The context goes back to a pool: what was not saved must not be saved by the next one.
        alongside = null;
        return base.DisposeAsync();
    }

    protected override void BuildModel(ModelBuilder model)
    {
        KnownMap.Build(model);
        ActivityMap.Build(model);
        WorkMap.Build(model);
        SettingsMap.Build(model);
        // X1: one's own, and whatever belongs to a customer within reach.
        model.Entity<KnownCustomer>().HasQueryFilter(customer => SeesAll || customer.OwnerId == Me || (SeesTeam && customer.Team == MyTeam));
        model.Entity<Activity>().HasQueryFilter(activity => SeesAll || activity.OwnerId == Me || Customers.Any(customer => customer.Id == activity.CustomerId));
        model.Entity<TimelineEntry>().HasQueryFilter(entry => SeesAll || Customers.Any(customer => customer.Id == entry.CustomerId));
        model.Entity<WorkTask>().HasQueryFilter(task => SeesAll || task.AssigneeId == Me || task.EscalatedTo == Me || task.CreatedBy == Me || (SeesTeam && task.Team == MyTeam));
    }

    protected override Func<CancellationToken, Task>? AfterRowsAreWritten()
    {
        var statements = alongside;
        alongside = null;
        if (statements is null) return null;
        return async cancellationToken =>
        {
            foreach (var statement in statements) await statement(cancellationToken);
        };
    }
}

internal sealed class EngagementSqlite(DbContextOptions<EngagementSqlite> options) : EngagementDb(options);

internal sealed class EngagementSqlServer(DbContextOptions<EngagementSqlServer> options) : EngagementDb(options);
