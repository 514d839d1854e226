using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Calendars;
using CrmPlatform.Engagement.Domain.Campaigns;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.Engagement.Domain.Guides;
using CrmPlatform.Engagement.Domain.Interventions;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.Engagement.Domain.Routing;
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

    public DbSet<ActivitySeries> Series => Set<ActivitySeries>();

    public DbSet<Opportunity> Opportunities => Set<Opportunity>();

    public DbSet<Quote> Quotes => Set<Quote>();

    public DbSet<Contract> Contracts => Set<Contract>();

    public DbSet<Promise> Promises => Set<Promise>();

    public DbSet<PublishedGuide> Guides => Set<PublishedGuide>();

    public DbSet<ProductCard> ProductCards => Set<ProductCard>();

    public DbSet<Conversation> Conversations => Set<Conversation>();

    public DbSet<KnownQualification> KnownQualifications => Set<KnownQualification>();

    public DbSet<CanvassRoute> Routes => Set<CanvassRoute>();

    public DbSet<Outlet> Outlets => Set<Outlet>();

    public DbSet<Campaign> Campaigns => Set<Campaign>();

    public DbSet<CampaignMember> CampaignMembers => Set<CampaignMember>();

    public DbSet<CampaignCost> CampaignCosts => Set<CampaignCost>();

    public DbSet<ResearchNote> ResearchNotes => Set<ResearchNote>();

    public DbSet<Intervention> Interventions => Set<Intervention>();

    public DbSet<CalendarLink> CalendarLinks => Set<CalendarLink>();

    public DbSet<TimelineEntry> Timeline => Set<TimelineEntry>();

    public DbSet<WithdrawnOrder> WithdrawnOrders => Set<WithdrawnOrder>();

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
        SeriesMap.Build(model);
        FunnelMap.Build(model, IsSqlite);
        PromiseMap.Build(model);
        GuideMap.Build(model);
        CampaignMap.Build(model);
        CampaignMap.BuildRoutes(model);
        CalendarMap.Build(model);
        // X1: one's own, and whatever belongs to a customer within reach.
        model.Entity<KnownCustomer>().HasQueryFilter(customer => SeesAll || customer.OwnerId == Me || (SeesTeam && customer.Team == MyTeam));
        model.Entity<Activity>().HasQueryFilter(activity => SeesAll || activity.OwnerId == Me || Customers.Any(customer => customer.Id == activity.CustomerId));
        model.Entity<TimelineEntry>().HasQueryFilter(entry => SeesAll || Customers.Any(customer => customer.Id == entry.CustomerId));
        model.Entity<ActivitySeries>().HasQueryFilter(series => SeesAll || series.OwnerId == Me || Customers.Any(customer => customer.Id == series.CustomerId));
        model.Entity<Opportunity>().HasQueryFilter(deal => SeesAll || deal.OwnerId == Me || (SeesTeam && deal.Team == MyTeam) || Customers.Any(customer => customer.Id == deal.CustomerId));
        model.Entity<Quote>().HasQueryFilter(quote => SeesAll || Opportunities.Any(deal => deal.Id == quote.OpportunityId));
        model.Entity<Contract>().HasQueryFilter(contract => SeesAll || Opportunities.Any(deal => deal.Id == contract.OpportunityId));
        model.Entity<Promise>().HasQueryFilter(promise => SeesAll || promise.OwnerId == Me || promise.CreatedBy == Me || Customers.Any(customer => customer.Id == promise.CustomerId));
        model.Entity<Conversation>().HasQueryFilter(talk => SeesAll || talk.OwnerId == Me || Customers.Any(customer => customer.Id == talk.CustomerId));
        model.Entity<CanvassRoute>().HasQueryFilter(route => SeesAll || route.OwnerId == Me || (SeesTeam && route.Team == MyTeam));
        model.Entity<Outlet>().HasQueryFilter(outlet => SeesAll || outlet.OwnerId == Me || (SeesTeam && outlet.Team == MyTeam));
        model.Entity<CampaignMember>().HasQueryFilter(member => SeesAll || Customers.Any(customer => customer.Id == member.CustomerId));
        model.Entity<Intervention>().HasQueryFilter(step => SeesAll || step.OwnerId == Me || (SeesTeam && step.Team == MyTeam) || Customers.Any(customer => customer.Id == step.CustomerId));
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
