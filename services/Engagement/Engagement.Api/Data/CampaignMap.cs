using CrmPlatform.Engagement.Domain.Campaigns;
using CrmPlatform.Engagement.Domain.Interventions;
using CrmPlatform.Engagement.Domain.Routing;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

internal static class CampaignMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Campaign>(campaign =>
        {
            campaign.ToTable("Campaigns");
            campaign.Property(c => c.Name).HasMaxLength(200);
            campaign.Property(c => c.Goal).HasMaxLength(1000);
            campaign.Property(c => c.Currency).HasMaxLength(3).IsUnicode(false);
            campaign.Property(c => c.Notes).HasMaxLength(4000);
            campaign.Property(c => c.Result).HasMaxLength(4000);
            campaign.Property(c => c.OwnerId).HasMaxLength(100);
            campaign.Property(c => c.CreatedBy).HasMaxLength(100);
            campaign.Ignore(c => c.HistorySubject).Ignore(c => c.BeyondBudget);
            campaign.HasIndex(c => new { c.State, c.Key });
        });
        model.Entity<CampaignMember>(member =>
        {
            member.ToTable("CampaignMembers");
            member.Property(m => m.Note).HasMaxLength(2000);
            member.Ignore(m => m.HasResponded);
            // E10: a customer is in a campaign once, by which file it came first; a merge brings no quarrel.
            member.HasIndex(m => new { m.CampaignId, m.FirstCustomerId }).IsUnique();
            member.HasIndex(m => new { m.CampaignId, m.Key });
            member.HasIndex(m => m.CustomerId);
        });
        model.Entity<CampaignCost>(cost =>
        {
            cost.ToTable("CampaignCosts");
            cost.Property(c => c.BookedBy).HasMaxLength(100);
            cost.HasIndex(c => new { c.CampaignId, c.Key });
        });
        model.Entity<ResearchNote>(note =>
        {
            note.ToTable("ResearchNotes");
            note.Property(n => n.Title).HasMaxLength(200);
            note.Property(n => n.Topic).HasMaxLength(100);
            note.Property(n => n.Text).HasMaxLength(8000);
            note.Property(n => n.Region).HasMaxLength(100);
            note.Property(n => n.WrittenBy).HasMaxLength(100);
            note.Ignore(n => n.HistorySubject);
            note.HasIndex(n => new { n.Topic, n.Key });
            note.HasIndex(n => new { n.CampaignId, n.Key });
        });
        model.Entity<Intervention>(intervention =>
        {
            intervention.ToTable("Interventions");
            intervention.Property(i => i.Reasons).IsJson();
            intervention.Property(i => i.Currency).HasMaxLength(3).IsUnicode(false);
            intervention.Property(i => i.OwnerId).HasMaxLength(100);
            intervention.Property(i => i.Team).HasMaxLength(60);
            intervention.Property(i => i.Note).HasMaxLength(2000);
            intervention.Property(i => i.EndedBy).HasMaxLength(100);
            intervention.Ignore(i => i.HistorySubject);
            // I5: one intervention of a warning, however often the warning comes.
            intervention.HasIndex(i => i.WarningId).IsUnique();
            intervention.HasIndex(i => new { i.CustomerId, i.Key });
            intervention.HasIndex(i => new { i.OwnerId, i.Key });
        });
    }

    public static void BuildRoutes(ModelBuilder model)
    {
        model.Entity<CanvassRoute>(route =>
        {
            route.ToTable("Routes");
            route.Property(r => r.Name).HasMaxLength(200);
            route.Property(r => r.OwnerId).HasMaxLength(100);
            route.Property(r => r.Team).HasMaxLength(60);
            route.Property(r => r.Start).IsJson(200);
            route.Property(r => r.End).IsJson(200);
            route.Property(r => r.Day).IsJson(200);
            route.Property(r => r.Pace).IsJson(200);
            route.Property(r => r.Area).IsJson();
            route.Property(r => r.Stops).IsJson();
            route.Property(r => r.Order).IsJson();
            route.Property(r => r.Unserved).IsJson();
            route.Property(r => r.Packed).IsJson(1000);
            route.Ignore(r => r.HistorySubject).Ignore(r => r.Request);
            route.HasIndex(r => new { r.OwnerId, r.Key });
            route.HasIndex(r => new { r.Team, r.Key });
        });
        model.Entity<Outlet>(outlet =>
        {
            outlet.ToTable("Outlets");
            outlet.Property(o => o.Form).IsJson();
            outlet.Property(o => o.Name).HasMaxLength(200);
            outlet.Property(o => o.OwnerId).HasMaxLength(100);
            outlet.Property(o => o.Team).HasMaxLength(60);
            outlet.Ignore(o => o.HistorySubject).Ignore(o => o.At);
            outlet.HasIndex(o => new { o.OwnerId, o.Key });
            outlet.HasIndex(o => new { o.RouteId, o.Key });
            outlet.HasIndex(o => o.CustomerId);
        });
    }
}
