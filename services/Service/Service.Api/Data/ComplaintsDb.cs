using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Data;

/// <summary>The Service service's own database.</summary>
internal abstract class ComplaintsDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<Complaint> Complaints => Set<Complaint>();

    public DbSet<KnownCustomer> Customers => Set<KnownCustomer>();

    public DbSet<KnownStaff> Staff => Set<KnownStaff>();

    public DbSet<AgentLoad> AgentLoads => Set<AgentLoad>();

    public DbSet<Secret> Secrets => Set<Secret>();

    public DbSet<StoredLinkKey> LinkKeys => Set<StoredLinkKey>();

    /// <summary>X1: a complaint the caller's right does not reach is not there.</summary>
    public IQueryable<Complaint> AllComplaints => Complaints.IgnoreQueryFilters();

    protected override void BuildModel(ModelBuilder model)
    {
        ComplaintMap.Build(model);
        ReplicaMap.Build(model);
        HouseholdMap.Build(model);
        model.Entity<Complaint>().HasQueryFilter(complaint => SeesAll || complaint.AssigneeId == Me || complaint.OpenedBy == Me
            || (SeesTeam && (complaint.Team == MyTeam || Customers.Any(customer => customer.CustomerId == complaint.CustomerId && customer.Team == MyTeam))));
    }

    /// <summary>Keeps everybody's load in step with who holds what, in the same transaction.</summary>
    protected override Func<CancellationToken, Task>? AfterRowsAreWritten() => LoadKeeping.Changes(this);
}

internal sealed class ComplaintsSqlite(DbContextOptions<ComplaintsSqlite> options) : ComplaintsDb(options);

internal sealed class ComplaintsSqlServer(DbContextOptions<ComplaintsSqlServer> options) : ComplaintsDb(options);
