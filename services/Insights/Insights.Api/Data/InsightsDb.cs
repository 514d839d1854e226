using CrmPlatform.Insights.Data.Folding;
using CrmPlatform.Insights.Data.Maps;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data;

/// <summary>
/// The Insights service's own database. Queries see the rows of one generation of the read models and, of those, the ones the
/// caller's right reaches (X1).
/// </summary>
internal abstract class InsightsDb(DbContextOptions options) : ServiceDb(options)
{
    private readonly List<Func<CancellationToken, Task>> folds = [];

    /// <summary>Which generation is read and written; 0 is none.</summary>
    public int Generation { get; set; }

    /// <summary>While a rebuild reads the feeds, ledger lines are put aside for its last pass instead of being summed one by one.</summary>
    public bool Staging { get; set; }

    /// <summary>Where a rebuild gathers the sums by product; null where they are written at once.</summary>
    public ProductSums? ProductsAside { get; set; }

    /// <summary>Numbers of customers that are known to stand in the database, so that they are not looked up again.</summary>
    public NumberCache? KnownNumbers { get; set; }

    public DbSet<ModelPointer> Pointers => Set<ModelPointer>();

    public DbSet<ModelState> States => Set<ModelState>();

    public DbSet<CustomerNumber> CustomerNumbers => Set<CustomerNumber>();

    public DbSet<CustomerRow> Customers => Set<CustomerRow>();

    public DbSet<HandoverRow> Handovers => Set<HandoverRow>();

    public DbSet<MergeRow> Merges => Set<MergeRow>();

    public DbSet<LeadRow> Leads => Set<LeadRow>();

    public DbSet<LeadDayRow> LeadDays => Set<LeadDayRow>();

    public DbSet<StaffRow> Staff => Set<StaffRow>();

    public DbSet<ProductRow> Products => Set<ProductRow>();

    public DbSet<PurchaseRow> Purchases => Set<PurchaseRow>();

    public DbSet<StagedRow> Staged => Set<StagedRow>();

    public DbSet<WithdrawnRow> Withdrawn => Set<WithdrawnRow>();

    public DbSet<LedgerRow> Ledgers => Set<LedgerRow>();

    public DbSet<SalesRow> Sales => Set<SalesRow>();

    public DbSet<SegmentRow> Segments => Set<SegmentRow>();

    public DbSet<ProductDayRow> ProductDays => Set<ProductDayRow>();

    public DbSet<TallyRow> Tallies => Set<TallyRow>();

    public DbSet<ActivityRow> Activities => Set<ActivityRow>();

    public DbSet<OpportunityRow> Opportunities => Set<OpportunityRow>();

    public DbSet<TaskRow> Tasks => Set<TaskRow>();

    public DbSet<ContractRow> Contracts => Set<ContractRow>();

    public DbSet<CampaignRow> Campaigns => Set<CampaignRow>();

    public DbSet<ResponseRow> Responses => Set<ResponseRow>();

    public DbSet<InterventionRow> Interventions => Set<InterventionRow>();

    public DbSet<ComplaintRow> Complaints => Set<ComplaintRow>();

    public DbSet<GrumbleRow> Grumbles => Set<GrumbleRow>();

    public DbSet<RemedyRow> Remedies => Set<RemedyRow>();

    public DbSet<AnswerRow> Answers => Set<AnswerRow>();

    public DbSet<AnalysisRun> Runs => Set<AnalysisRun>();

    public DbSet<ValueRow> Values => Set<ValueRow>();

    public DbSet<EquityRow> Equity => Set<EquityRow>();

    public DbSet<RuleRow> Rules => Set<RuleRow>();

    public DbSet<MemberRow> ClusterMembers => Set<MemberRow>();

    public DbSet<ClassRow> Classes => Set<ClassRow>();

    public DbSet<ZoneRow> Zones => Set<ZoneRow>();

    public DbSet<WarningRecord> Warnings => Set<WarningRecord>();

    public DbSet<Target> Targets => Set<Target>();

    public DbSet<IncentivePlan> IncentivePlans => Set<IncentivePlan>();

    public DbSet<Wallet> Wallets => Set<Wallet>();

    public DbSet<Schedule> Schedules => Set<Schedule>();

    /// <summary>Whether the caller's right reaches everything; what belongs to no team is for those alone.</summary>
    public bool ReachesAll => SeesAll;

    /// <summary>
    /// The present generation's rows without regard to who asks, for what is computed over all customers. It takes the filters off the
    /// whole query it is part of: beside it stand <see cref="Reached"/> and other rows by this method, never a set by its name.
    /// </summary>
    public IQueryable<T> All<T>() where T : ModelRow => Set<T>().IgnoreQueryFilters().AsNoTracking().Where(row => row.Gen == Generation);

    /// <summary>X1: the customers the caller's right reaches, for queries with <see cref="All{T}"/> in them.</summary>
    public IQueryable<CustomerRow> Reached => All<CustomerRow>().Where(row => SeesAll || row.OwnerId == Me || (SeesTeam && row.Team == MyTeam));

    /// <summary>X1: of what is credited otherwise than its row is owned, what the caller's right reaches; for queries with <see cref="All{T}"/> in them.</summary>
    public IQueryable<CountedThing> ReachedOf(IQueryable<CountedThing> things) => things.Where(thing => SeesAll || thing.Person == Me || (SeesTeam && thing.Team == MyTeam));

    /// <summary>
    /// S9: what counts as its customer's complaints, for queries with <see cref="All{T}"/> in them: no duplicates, save one that was merged into
    /// a complaint of nobody, for it is the only one of its customer's.
    /// </summary>
    public IQueryable<ComplaintRow> ComplaintsOfCustomers => All<ComplaintRow>().Where(row => row.MergedInto == null
        || !All<ComplaintRow>().Any(root => root.Id == row.MergedInto && root.CustomerNo != null));

    /// <summary>
    /// Joins the next save: runs in its transaction, one at a time in the whole platform, with the present generation entered. So
    /// what it reads is what it changes.
    /// </summary>
    public void Fold(Func<CancellationToken, Task> fold) => folds.Add(fold);

    /// <summary>Enters the generation that is read now, inside a transaction that keeps every other fold out until it ends.</summary>
    public async Task EnterFoldAsync(CancellationToken cancellationToken)
    {
        await KeepFoldsOutAsync(cancellationToken);
        Generation = await Pointers.AsNoTracking().Select(pointer => pointer.Current).SingleAsync(cancellationToken);
    }

    /// <summary>Inside a transaction: until it ends nobody folds beside it. On SQLite whoever writes is alone anyway.</summary>
    public async Task KeepFoldsOutAsync(CancellationToken cancellationToken)
    {
        if (!IsSqlite)
            await Database.ExecuteSqlAsync($"EXEC sp_getapplock @Resource = 'insights-fold', @LockMode = 'Exclusive', @LockOwner = 'Transaction'", cancellationToken);
    }

    protected override Func<CancellationToken, Task>? AfterRowsAreWritten()
    {
        if (folds.Count == 0) return null;
        Func<CancellationToken, Task>[] now = [.. folds];
        folds.Clear();
        return async cancellationToken =>
        {
            await EnterFoldAsync(cancellationToken);
            foreach (var fold in now) await fold(cancellationToken);
        };
    }

    protected override void BuildModel(ModelBuilder model)
    {
        ModelMap.Build(model);
        CustomerMap.Build(model, this);
        LedgerMap.Build(model, this);
        ContactMap.Build(model, this);
        OwnMap.Build(model, this);
        model.Entity<ValueRow>().HasQueryFilter(row => SeesAll || row.OwnerId == Me || (SeesTeam && row.Team == MyTeam));
        model.Entity<EquityRow>().HasQueryFilter(row => SeesAll || row.OwnerId == Me || (SeesTeam && row.Team == MyTeam));
        model.Entity<ModelState>().HasQueryFilter(row => row.Gen == Generation);
        model.Entity<CustomerRow>().HasQueryFilter(row => row.Gen == Generation && (SeesAll || row.OwnerId == Me || (SeesTeam && row.Team == MyTeam)));
        model.Entity<LedgerRow>().HasQueryFilter(row => row.Gen == Generation && (SeesAll || row.OwnerId == Me || (SeesTeam && row.Team == MyTeam)));
        model.Entity<SalesRow>().HasQueryFilter(row => row.Gen == Generation && (SeesAll || row.Person == Me || (SeesTeam && row.Team == MyTeam)));
        model.Entity<SegmentRow>().HasQueryFilter(row => row.Gen == Generation && (SeesAll || row.Person == Me || (SeesTeam && row.Team == MyTeam)));
        model.Entity<TallyRow>().HasQueryFilter(row => row.Gen == Generation && (SeesAll || row.Person == Me || (SeesTeam && row.Team == MyTeam)));
        model.Entity<ActivityRow>().HasQueryFilter(row => row.Gen == Generation && (SeesAll || row.OwnerId == Me || (SeesTeam && row.Team == MyTeam)));
        model.Entity<OpportunityRow>().HasQueryFilter(row => row.Gen == Generation && (SeesAll || row.OwnerId == Me || (SeesTeam && row.Team == MyTeam)));
        model.Entity<TaskRow>().HasQueryFilter(row => row.Gen == Generation && (SeesAll || row.AssigneeId == Me || (SeesTeam && row.Team == MyTeam)));
        model.Entity<ContractRow>().HasQueryFilter(row => row.Gen == Generation && (SeesAll || row.OwnerId == Me || (SeesTeam && row.Team == MyTeam)));
        // S9: of a complaint that came twice the one that carries on counts. As in Service: a complaint concerns who handles it, who opened
        // it, and the team that has the customer.
        model.Entity<ComplaintRow>().HasQueryFilter(row => row.Gen == Generation && row.MergedInto == null && (SeesAll || row.AssigneeId == Me || row.OpenedBy == Me
            || (SeesTeam && (row.Team == MyTeam || Customers.Any(customer => customer.No == row.CustomerNo && customer.Team == MyTeam)))));
        model.Entity<LeadRow>().HasQueryFilter(row => row.Gen == Generation && (SeesAll || row.OwnerId == Me || (SeesTeam && row.Team == MyTeam)));
        model.Entity<LeadDayRow>().HasQueryFilter(row => row.Gen == Generation && (SeesAll || row.Person == Me || (SeesTeam && row.Team == MyTeam)));
        model.Entity<StagedRow>().HasQueryFilter(row => row.Gen == Generation);
        model.Entity<WithdrawnRow>().HasQueryFilter(row => row.Gen == Generation);
        model.Entity<PurchaseRow>().HasQueryFilter(row => row.Gen == Generation);
        model.Entity<HandoverRow>().HasQueryFilter(row => row.Gen == Generation);
        model.Entity<MergeRow>().HasQueryFilter(row => row.Gen == Generation);
        model.Entity<StaffRow>().HasQueryFilter(row => row.Gen == Generation);
        model.Entity<ProductRow>().HasQueryFilter(row => row.Gen == Generation);
        model.Entity<ProductDayRow>().HasQueryFilter(row => row.Gen == Generation);
        model.Entity<CampaignRow>().HasQueryFilter(row => row.Gen == Generation);
        model.Entity<ResponseRow>().HasQueryFilter(row => row.Gen == Generation);
        model.Entity<InterventionRow>().HasQueryFilter(row => row.Gen == Generation);
        model.Entity<GrumbleRow>().HasQueryFilter(row => row.Gen == Generation);
        model.Entity<RemedyRow>().HasQueryFilter(row => row.Gen == Generation);
        model.Entity<AnswerRow>().HasQueryFilter(row => row.Gen == Generation);
    }

    public override void Dispose()
    {
        Forget();
        base.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        Forget();
        return base.DisposeAsync();
    }

    // Contexts are pooled: the next one who borrows this one begins with nothing.
    private void Forget()
    {
        folds.Clear();
        (Generation, Staging, ProductsAside, KnownNumbers) = (0, false, null, null);
    }
}

internal sealed class InsightsSqlite(DbContextOptions<InsightsSqlite> options) : InsightsDb(options);

internal sealed class InsightsSqlServer(DbContextOptions<InsightsSqlServer> options) : InsightsDb(options);
