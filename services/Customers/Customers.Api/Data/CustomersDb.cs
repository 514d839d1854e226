using System.Linq.Expressions;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data.Care;
using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Data.Imports;
using CrmPlatform.Customers.Data.Loyalty;
using CrmPlatform.Customers.Data.Merging;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.Customers.Data.Profiles;
using CrmPlatform.Customers.Data.Relationships;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data;

/// <summary>The Customers service's own database.</summary>
internal abstract class CustomersDb(DbContextOptions options) : ServiceDb(options)
{
    private const string ReachFilter = "reach";
    private const string MergedFilter = "merged";

    private Dictionary<Guid, Touch>? touches;
    private HashSet<Guid>? dealt;
    private HashSet<Guid>? deals;
    private List<(OpportunityMark Deal, Guid Told)>? late;
    private Dictionary<Customer, bool>? told;

    /// <summary>For <c>IgnoreQueryFilters</c>: merged customers too, as far as the caller may see.</summary>
    public static readonly IReadOnlyCollection<string> WithMerged = [MergedFilter];

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<CustomerGram> CustomerGrams => Set<CustomerGram>();

    public DbSet<CustomerNameGram> CustomerNameGrams => Set<CustomerNameGram>();

    public DbSet<CustomerTag> CustomerTags => Set<CustomerTag>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<StaffMember> Staff => Set<StaffMember>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<ExchangeRate> ExchangeRates => Set<ExchangeRate>();

    public DbSet<StandingEntry> StandingEntries => Set<StandingEntry>();

    public DbSet<StageEvidence> StageEvidence => Set<StageEvidence>();

    public DbSet<DuplicatePair> DuplicatePairs => Set<DuplicatePair>();

    public DbSet<CustomerMerge> CustomerMerges => Set<CustomerMerge>();

    public DbSet<MergeMove> MergeMoves => Set<MergeMove>();

    public DbSet<Qualification> Qualifications => Set<Qualification>();

    public DbSet<PointsLot> PointsLots => Set<PointsLot>();

    public DbSet<PointsTransaction> PointsTransactions => Set<PointsTransaction>();

    public DbSet<CareDate> CareDates => Set<CareDate>();

    public DbSet<Consent> Consents => Set<Consent>();

    public DbSet<SupportPlan> SupportPlans => Set<SupportPlan>();

    public DbSet<KnownCadence> Cadences => Set<KnownCadence>();

    public DbSet<PoolClaim> PoolClaims => Set<PoolClaim>();

    public DbSet<Lead> Leads => Set<Lead>();

    public DbSet<CustomerProfile> Profiles => Set<CustomerProfile>();

    public DbSet<SensitiveRead> SensitiveReads => Set<SensitiveRead>();

    public DbSet<Relationship> Relationships => Set<Relationship>();

    public DbSet<RelationshipCost> RelationshipCosts => Set<RelationshipCost>();

    public DbSet<DecisionChain> DecisionChains => Set<DecisionChain>();

    public DbSet<AccountPlan> AccountPlans => Set<AccountPlan>();

    public DbSet<ActivityMark> ActivityMarks => Set<ActivityMark>();

    public DbSet<OpportunityMark> OpportunityMarks => Set<OpportunityMark>();

    public DbSet<ComplaintMark> ComplaintMarks => Set<ComplaintMark>();

    public DbSet<ImportMark> ImportMarks => Set<ImportMark>();

    /// <summary>Everybody's, merged ones too. (X1: elsewhere a customer that the caller's right does not reach is not there.)</summary>
    public IQueryable<Customer> AllCustomers => Customers.IgnoreQueryFilters();

    /// <summary>
    /// X1: the caller's reach as a criterion, null when it is everybody. A query in which <see cref="AllCustomers"/> has any part is without the filters
    /// as a whole, so it has to say this itself.
    /// </summary>
    public Expression<Func<Customer, bool>>? InReach()
    {
        if (SeesAll) return null;
        var me = Me;
        if (!SeesTeam) return customer => customer.OwnerId == me;
        var team = MyTeam;
        return customer => customer.OwnerId == me || customer.Team == team;
    }

    protected override void BuildModel(ModelBuilder model)
    {
        CustomerMap.Build(model, IsSqlite);
        PostingsMap.Build(model, IsSqlite);
        LedgerMap.Build(model);
        RegisterMap.Build(model);
        StandingMap.Build(model);
        MarksMap.Build(model);
        LeadsMap.Build(model);
        ProfilesMap.Build(model);
        RelationshipsMap.Build(model);
        DuplicatesMap.Build(model);
        LoyaltyMap.Build(model);
        CareMap.Build(model);
        PrivacyMap.Build(model);
        FieldsMap.Build(model, IsSqlite);
        ImportsMap.Build(model);
        model.Entity<Customer>()
            .HasQueryFilter(ReachFilter, customer => SeesAll || customer.OwnerId == Me || (SeesTeam && customer.Team == MyTeam))
            .HasQueryFilter(MergedFilter, customer => customer.MergedInto == null);
        model.Entity<DuplicatePair>().HasQueryFilter(pair =>
            SeesAll || (Customers.Any(customer => customer.Id == pair.FirstId) && Customers.Any(customer => customer.Id == pair.SecondId)));
        model.Entity<Contact>().HasQueryFilter(contact => Customers.Any(customer => customer.Id == contact.CustomerId));
        model.Entity<CareDate>().HasQueryFilter(date => Customers.Any(customer => customer.Id == date.CustomerId));
        model.Entity<Lead>().HasQueryFilter(lead => Customers.Any(customer => customer.Id == lead.CustomerId));
        model.Entity<Order>().HasQueryFilter(order => Customers.Any(customer => customer.Id == order.CustomerId));
    }

    /// <summary>Something happened with a customer; noted on its row by the next save.</summary>
    public void Touch(Guid customerId, Touch touch)
    {
        touches ??= [];
        touches[customerId] = touches.TryGetValue(customerId, out var earlier) ? earlier.And(touch) : touch;
    }

    /// <summary>Deals of a customer have changed: the phase of its sale is what they make it by the next save.</summary>
    /// <param name="deal">Whoever has this one by then is in the phase that its deals make, too: a merge or its undoing may come in between (C16).</param>
    public void FollowDeals(Guid customerId, Guid? deal = null)
    {
        (dealt ??= []).Add(customerId);
        if (deal is { } moved) (deals ??= []).Add(moved);
    }

    /// <summary>C16: a deal of a merged file that was first told of after the merge, entered as the survivor's: it goes home with those that the merge moved.</summary>
    public void NoteCameLate(OpportunityMark deal, Guid told) => (late ??= []).Add((deal, told));

    protected override void Entered() => (touches, dealt, deals, late, told) = (null, null, null, null, null);

    /// <summary>
    /// X3: tells the others of a file as the next save leaves it, once and under the version that it gets then. One that stays as it is gets
    /// none and is not told of: the next change would come under the same version, and whoever has taken the one leaves the other.
    /// </summary>
    public void Tell(Customer customer, bool imported = false) => (told ??= [])[customer] = imported;

    /// <summary>C6: a transfer is told, by whichever way the customer came into other hands.</summary>
    /// <param name="parted">The file that parts from it at the same time (C16).</param>
    public async Task TellTransferAsync(Customer customer, (string? Owner, string Team) from, string reason, string by, DateTimeOffset now, CancellationToken cancellationToken, Guid? parted = null)
    {
        if (from == (customer.OwnerId, customer.Team)) return;
        var last = await this.LastOwnerAsync(customer, from.Owner, cancellationToken);
        Publish(new CustomerTransferred(customer.Id, from.Owner, customer.OwnerId, from.Team, customer.Team, reason, by, now, parted, last), customer.Id);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (told is not { } files) return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        told = null;
        foreach (var (customer, imported) in files)
        {
            // What is said of an axis once more is a change, too.
            if (customer.NewEntries.Count > 0 && !IsChanging(customer)) Entry(customer).Property(c => c.SearchName).IsModified = true;
            if (IsChanging(customer)) Publish(customer.ToEvent(customer.Version + 1, imported), customer.Id);
        }
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>What follows from changed customers is written in the same transaction: the histories of their axes, the index of substrings.</summary>
    protected override Func<CancellationToken, Task>? AfterRowsAreWritten()
    {
        foreach (var entry in ChangeTracker.Entries<Customer>())
        {
            if (entry.Entity.NewEntries.Count == 0) continue;
            StandingEntries.AddRange(entry.Entity.NewEntries);
            entry.Entity.EntriesAreStored();
        }
        var postings = Together(Postings.Changes(this), ContactTerms.Changes(this));
        if (touches is null && dealt is null) return postings;
        var (touched, followed, moved, came) = (touches, dealt, deals, late);
        (touches, dealt, deals, late) = (null, null, null, null);
        return async cancellationToken =>
        {
            if (touched is not null) await Touches.WriteAsync(this, touched, cancellationToken);
            foreach (var (deal, told) in came ?? []) await new RowMover(this).NoteCameLateAsync("OpportunityMarks", deal.Key, told, deal.CustomerId, cancellationToken);
            if (moved is not null) followed!.UnionWith(await this.HavingAsync(moved, cancellationToken));
            if (followed is not null) await this.FollowDealsAsync(followed, cancellationToken);
            if (postings is not null) await postings(cancellationToken);
        };
    }

    private static Func<CancellationToken, Task>? Together(Func<CancellationToken, Task>? first, Func<CancellationToken, Task>? second)
    {
        if (first is null || second is null) return first ?? second;
        return async cancellationToken =>
        {
            await first(cancellationToken);
            await second(cancellationToken);
        };
    }
}

internal sealed class CustomersSqlite(DbContextOptions<CustomersSqlite> options) : CustomersDb(options);

internal sealed class CustomersSqlServer(DbContextOptions<CustomersSqlServer> options) : CustomersDb(options);
