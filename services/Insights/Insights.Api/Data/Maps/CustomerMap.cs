using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Maps;

internal static class CustomerMap
{
    public static void Build(ModelBuilder model, InsightsDb db)
    {
        model.Entity<CustomerRow>(customer =>
        {
            customer.ToTable("Customers").HasKey(c => new { c.Gen, c.No });
            customer.Property(c => c.Kind).Code();
            customer.Property(c => c.Role).Code();
            customer.Property(c => c.Channel).HasMaxLength(40).IsUnicode(false);
            customer.Property(c => c.Name).HasMaxLength(200);
            customer.Property(c => c.OwnerId).HasMaxLength(100);
            customer.Property(c => c.Team).HasMaxLength(60);
            customer.Property(c => c.Grade).Code();
            customer.Property(c => c.Stage).Code();
            customer.Property(c => c.Class).Code(1);
            customer.Property(c => c.Zone).HasMaxLength(40).IsUnicode(false);
            customer.Property(c => c.Status).Code();
            customer.Property(c => c.Source).Code();
            customer.Property(c => c.Region).HasMaxLength(100);
            customer.Ignore(c => c.IsActive);
            customer.HasIndex(c => new { c.Gen, c.CreatedAt });
            customer.HasIndex(c => new { c.Gen, c.SurvivorNo }).HasFilter("\"SurvivorNo\" IS NOT NULL");
        });
        model.Entity<HandoverRow>(handover =>
        {
            handover.Thing("Handovers");
            handover.Property(h => h.FromTeam).HasMaxLength(60);
            handover.Property(h => h.FromOwner).HasMaxLength(100);
            handover.Property(h => h.ToTeam).HasMaxLength(60);
            handover.Property(h => h.ToOwner).HasMaxLength(100);
        });
        model.Entity<MergeRow>(merge =>
        {
            merge.ToTable("Merges").HasKey(m => new { m.Gen, m.Id });
            merge.HasIndex(m => new { m.Gen, m.MergedNo });
            merge.HasIndex(m => new { m.Gen, m.SurvivorNo });
        });
        model.Entity<LeadRow>(lead =>
        {
            lead.Thing("Leads");
            lead.Property(l => l.Source).Code();
            lead.Property(l => l.State).Code();
            lead.Property(l => l.Campaign).HasMaxLength(100);
            lead.Property(l => l.OwnerId).HasMaxLength(100);
            lead.Property(l => l.Team).HasMaxLength(60);
            lead.Property(l => l.Loss).HasMaxLength(40).IsUnicode(false);
            lead.Ignore(l => l.IsOpen);
            lead.HasIndex(l => new { l.Gen, l.EnteredAt });
            lead.HasIndex(l => new { l.Gen, l.CampaignId }).HasFilter("\"CampaignId\" IS NOT NULL");
        });
        model.Entity<LeadDayRow>(day =>
        {
            day.ToTable("LeadDays").HasKey(d => new { d.Gen, d.Day, d.Source, d.CampaignId, d.Team, d.Person });
            day.Property(d => d.Source).Code();
            day.Property(d => d.Team).HasMaxLength(60).AsWritten(db.IsSqlite);
            day.Property(d => d.Person).HasMaxLength(100).AsWritten(db.IsSqlite);
            day.HasIndex(d => new { d.Gen, d.CampaignId });
        });
        model.Entity<StaffRow>(staff =>
        {
            staff.ToTable("Staff").HasKey(s => new { s.Gen, s.StaffId });
            staff.Property(s => s.StaffId).HasMaxLength(100);
            staff.Property(s => s.Name).HasMaxLength(200);
            staff.Property(s => s.Team).HasMaxLength(60);
            staff.Property(s => s.ManagerId).HasMaxLength(100);
            staff.Property(s => s.Shifts).HasMaxLength(ModelMap.Unlimited);
            staff.Property(s => s.TimeZone).Code(60);
        });
        model.Entity<ProductRow>(product =>
        {
            product.ToTable("Products").HasKey(p => new { p.Gen, p.ProductId });
            product.HasIndex(p => new { p.Gen, p.Code });
            product.Property(p => p.Code).HasMaxLength(60).AsWritten(db.IsSqlite);
            product.Property(p => p.Name).HasMaxLength(200);
            product.Property(p => p.Category).HasMaxLength(100);
        });
    }
}
