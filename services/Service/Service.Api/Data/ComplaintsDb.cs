using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Data;

/// <summary>The Service service's own database.</summary>
internal abstract class ComplaintsDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<Complaint> Complaints => Set<Complaint>();

    public DbSet<KnownCustomer> Customers => Set<KnownCustomer>();

    public DbSet<EarlierReach> EarlierReach => Set<EarlierReach>();

    public DbSet<KnownStaff> Staff => Set<KnownStaff>();

    public DbSet<AgentLoad> AgentLoads => Set<AgentLoad>();

    public DbSet<Secret> Secrets => Set<Secret>();

    public DbSet<StoredLinkKey> LinkKeys => Set<StoredLinkKey>();

    public DbSet<SettingRow> Settings => Set<SettingRow>();

    public DbSet<CalendarRow> Calendars => Set<CalendarRow>();

    public DbSet<AssignmentRuleRow> AssignmentRules => Set<AssignmentRuleRow>();

    public DbSet<AbsenceRow> Absences => Set<AbsenceRow>();

    public DbSet<Handover> Handovers => Set<Handover>();

    public DbSet<SubCategoryRow> SubCategories => Set<SubCategoryRow>();

    public DbSet<MessageRow> Messages => Set<MessageRow>();

    public DbSet<AttachmentRow> Attachments => Set<AttachmentRow>();

    public DbSet<MailRow> Mails => Set<MailRow>();

    public DbSet<LinkRow> Links => Set<LinkRow>();

    public DbSet<GrumbleRow> Grumbles => Set<GrumbleRow>();

    public DbSet<RemedyRow> Remedies => Set<RemedyRow>();

    public DbSet<SurveyRow> Surveys => Set<SurveyRow>();

    public DbSet<SurveyDue> SurveysDue => Set<SurveyDue>();

    public DbSet<InvitationRow> Invitations => Set<InvitationRow>();

    public DbSet<SurveyAnswerRow> SurveyAnswers => Set<SurveyAnswerRow>();

    public DbSet<CauseRow> Causes => Set<CauseRow>();

    public DbSet<WhysRow> Whys => Set<WhysRow>();

    public DbSet<ActionRow> CorrectiveActions => Set<ActionRow>();

    public DbSet<ArticleRow> Articles => Set<ArticleRow>();

    public DbSet<PassLease> PassLeases => Set<PassLease>();

    /// <summary>X1: a complaint the caller's right does not reach is not there.</summary>
    public IQueryable<Complaint> AllComplaints => Complaints.IgnoreQueryFilters();

    /// <summary>Tells others of a complaint that is entered or changed by the next save.</summary>
    public void Tell(Complaint complaint)
    {
        if (!IsChanging(complaint)) return;
        var told = complaint.ToEvent() with { AssigneeBefore = Before(complaint, nameof(complaint.AssigneeId)), TeamBefore = Before(complaint, nameof(complaint.Team)) };
        Publish(told, complaint.Id);
    }

    protected override void BuildModel(ModelBuilder model)
    {
        ComplaintMap.Build(model);
        ReplicaMap.Build(model);
        HouseholdMap.Build(model);
        RulesMap.Build(model);
        ConversationMap.Build(model);
        LearningMap.Build(model);
        model.Entity<Complaint>().HasQueryFilter(complaint => SeesAll || complaint.AssigneeId == Me || complaint.OpenedBy == Me
            || (SeesTeam && (complaint.Team == MyTeam || Customers.Any(customer => customer.CustomerId == complaint.CustomerId && customer.Team == MyTeam))));
        model.Entity<InvitationRow>().HasQueryFilter(row => SeesAll || (SeesTeam && Customers.Any(customer => customer.CustomerId == row.CustomerId && customer.Team == MyTeam)));
        model.Entity<SurveyAnswerRow>().HasQueryFilter(row => SeesAll || (SeesTeam && Customers.Any(customer => customer.CustomerId == row.CustomerId && customer.Team == MyTeam)));
        model.Entity<GrumbleRow>().HasQueryFilter(grumble => SeesAll || grumble.RecordedBy == Me
            || (SeesTeam && Customers.Any(customer => customer.CustomerId == grumble.CustomerId && customer.Team == MyTeam)));
    }

    /// <summary>Keeps everybody's load in step with who holds what, in the same transaction.</summary>
    protected override Func<CancellationToken, Task>? AfterRowsAreWritten() => LoadKeeping.Changes(this);
}

internal sealed class ComplaintsSqlite(DbContextOptions<ComplaintsSqlite> options) : ComplaintsDb(options);

internal sealed class ComplaintsSqlServer(DbContextOptions<ComplaintsSqlServer> options) : ComplaintsDb(options);
