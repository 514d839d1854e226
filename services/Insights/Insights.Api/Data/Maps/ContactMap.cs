using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Maps;

/// <summary>What Engagement and Service told.</summary>
internal static class ContactMap
{
    public static void Build(ModelBuilder model, InsightsDb db)
    {
        model.Entity<ActivityRow>(activity =>
        {
            activity.ToTable("Activities").HasKey(a => new { a.Gen, a.Id });
            activity.Property(a => a.Kind).Code();
            activity.Property(a => a.OwnerId).HasMaxLength(100);
            activity.Property(a => a.Team).HasMaxLength(60);
            activity.Property(a => a.State).Code();
            activity.Property(a => a.Purpose).Code();
            activity.HasIndex(a => new { a.Gen, a.CustomerNo, a.Day });
            activity.HasIndex(a => new { a.Gen, a.Day, a.Kind });
        });
        model.Entity<OpportunityRow>(deal =>
        {
            deal.Thing("Opportunities");
            deal.Property(o => o.OwnerId).HasMaxLength(100);
            deal.Property(o => o.Team).HasMaxLength(60);
            deal.Property(o => o.Pipeline).HasMaxLength(60);
            deal.Property(o => o.Stage).HasMaxLength(60);
            deal.Property(o => o.State).Code();
            deal.Property(o => o.Stages).HasMaxLength(ModelMap.Unlimited);
            deal.Property(o => o.Campaign).HasMaxLength(200).AsWritten(db.IsSqlite);
            deal.HasIndex(o => new { o.Gen, o.CampaignId }).HasFilter("\"CampaignId\" IS NOT NULL");
            deal.HasIndex(o => new { o.Gen, o.Campaign }).HasFilter("\"Campaign\" IS NOT NULL");
            deal.HasIndex(o => new { o.Gen, o.State, o.ExpectedClose });
            deal.HasIndex(o => new { o.Gen, o.CreatedAt });
            deal.HasIndex(o => new { o.Gen, o.ClosedAt });
        });
        model.Entity<TaskRow>(task =>
        {
            task.Thing("Tasks");
            task.Property(t => t.AssigneeId).HasMaxLength(100);
            task.Property(t => t.Team).HasMaxLength(60);
            task.Property(t => t.State).Code();
            task.Property(t => t.Origin).Code(60);
            task.HasIndex(t => new { t.Gen, t.State, t.DueAt });
            task.HasIndex(t => new { t.Gen, t.DoneAt });
        });
        model.Entity<ContractRow>(contract =>
        {
            contract.Thing("Contracts");
            contract.Property(c => c.OwnerId).HasMaxLength(100);
            contract.Property(c => c.Team).HasMaxLength(60);
            contract.HasIndex(c => new { c.Gen, c.Day });
        });
        model.Entity<CampaignRow>(campaign =>
        {
            campaign.Thing("Campaigns");
            campaign.Property(c => c.Name).HasMaxLength(200);
            campaign.Property(c => c.Channel).HasMaxLength(60);
            campaign.Property(c => c.State).Code();
            campaign.Property(c => c.Currency).Code(3);
        });
        model.Entity<ResponseRow>(response =>
        {
            response.Thing("Responses");
            response.Property(r => r.Response).HasMaxLength(200);
            response.HasIndex(r => new { r.Gen, r.CampaignId });
            response.HasIndex(r => new { r.Gen, r.At });
        });
        model.Entity<InterventionRow>(intervention =>
        {
            intervention.Thing("Interventions");
            intervention.Property(i => i.Outcome).Code(60);
            intervention.Property(i => i.By).HasMaxLength(100);
        });
        model.Entity<ComplaintRow>(complaint =>
        {
            complaint.Thing("Complaints");
            complaint.Property(c => c.Number).HasMaxLength(40);
            complaint.Property(c => c.Intake).Code();
            complaint.Property(c => c.Category).Code(60);
            complaint.Property(c => c.SubCategory).HasMaxLength(100);
            complaint.Property(c => c.Severity).Code();
            complaint.Property(c => c.State).Code();
            complaint.Property(c => c.AssigneeId).HasMaxLength(100);
            complaint.Property(c => c.Team).HasMaxLength(60);
            complaint.Property(c => c.OpenedBy).HasMaxLength(100);
            complaint.Property(c => c.Cause).HasMaxLength(200);
            complaint.Ignore(c => c.IsOpen);
            complaint.HasIndex(c => new { c.Gen, c.Day });
            complaint.HasIndex(c => new { c.Gen, c.State }).HasFilter("\"State\" <> 'closed'");
            complaint.HasIndex(c => new { c.Gen, c.ClosedAt });
        });
        model.Entity<GrumbleRow>(grumble =>
        {
            grumble.Thing("Grumbles");
            grumble.HasIndex(g => new { g.Gen, g.At });
        });
        model.Entity<RemedyRow>(remedy =>
        {
            remedy.Thing("Remedies");
            remedy.Property(r => r.Kind).Code();
            remedy.Property(r => r.Currency).HasMaxLength(3).IsUnicode(false);
            remedy.HasIndex(r => new { r.Gen, r.At });
        });
        model.Entity<AnswerRow>(answer =>
        {
            answer.Thing("Answers");
            answer.Property(a => a.Metric).Code();
            answer.Property(a => a.Occasion).Code(60);
            answer.Property(a => a.Items).HasMaxLength(ModelMap.Unlimited);
            answer.HasIndex(a => new { a.Gen, a.Day });
        });
    }
}
