using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

internal static class FunnelMap
{
    public static void Build(ModelBuilder model, bool isSqlite)
    {
        model.Entity<Opportunity>(opportunity =>
        {
            opportunity.ToTable("Opportunities");
            opportunity.Property(o => o.OwnerId).HasMaxLength(100);
            opportunity.Property(o => o.Team).HasMaxLength(60);
            opportunity.Property(o => o.Pipeline).HasMaxLength(60).IsUnicode(false);
            opportunity.Property(o => o.Stage).HasMaxLength(60).IsUnicode(false);
            opportunity.Property(o => o.Currency).HasMaxLength(3).IsUnicode(false);
            opportunity.Property(o => o.Need).HasMaxLength(2000);
            opportunity.Property(o => o.Solution).HasMaxLength(2000);
            opportunity.Property(o => o.Notes).HasMaxLength(4000);
            opportunity.Property(o => o.LostReason).HasMaxLength(1000);
            opportunity.Property(o => o.CreatedBy).HasMaxLength(100);
            opportunity.Property(o => o.Competitors).IsJson();
            opportunity.Property(o => o.Path).IsJson();
            opportunity.Ignore(o => o.HistorySubject).Ignore(o => o.Amount).Ignore(o => o.Filled);
            opportunity.HasIndex(o => new { o.CustomerId, o.Key });
            opportunity.HasIndex(o => new { o.OwnerId, o.State, o.Key });
            opportunity.HasIndex(o => new { o.Team, o.State, o.Key });
            opportunity.Property(o => o.ExpectedMonth).HasComputedColumnSql(isSqlite
                ? "CAST(substr(\"ExpectedClose\", 1, 4) AS INTEGER) * 12 + CAST(substr(\"ExpectedClose\", 6, 2) AS INTEGER) - 1"
                : "YEAR([ExpectedClose]) * 12 + MONTH([ExpectedClose]) - 1");
            // E8: a forecast adds up what is open by month, and what was won between two instants, from this index alone.
            opportunity.HasIndex(o => new
            {
                o.State, o.ClosedAt, o.ExpectedMonth, o.Currency, o.Team, o.OwnerId, o.ProbabilityPercent, o.AmountMinor, o.ExpectedClose, o.Pipeline, o.CustomerId,
            }).HasDatabaseName("IX_Opportunities_Forecast");
            opportunity.HasIndex(o => o.CampaignId).HasFilter("\"CampaignId\" IS NOT NULL");
            opportunity.HasIndex(o => new { o.Pipeline, o.Stage });
        });
        model.Entity<Quote>(quote =>
        {
            quote.ToTable("Quotes");
            quote.Property(q => q.Currency).HasMaxLength(3).IsUnicode(false);
            quote.Property(q => q.Lines).IsJson();
            quote.Property(q => q.Notes).HasMaxLength(4000);
            quote.Property(q => q.CreatedBy).HasMaxLength(100);
            quote.Ignore(q => q.HistorySubject).Ignore(q => q.HighestDiscount);
            quote.HasIndex(q => new { q.OpportunityId, q.Number }).IsUnique();
            quote.HasIndex(q => q.CustomerId);
        });
        model.Entity<Contract>(contract =>
        {
            contract.ToTable("Contracts");
            contract.Property(c => c.Number).HasMaxLength(60);
            contract.Property(c => c.Currency).HasMaxLength(3).IsUnicode(false);
            contract.Property(c => c.Terms).IsJson();
            contract.Property(c => c.Confirmed).IsJson();
            contract.Property(c => c.Phases).IsJson();
            contract.Property(c => c.Review).IsJson();
            contract.Property(c => c.SignedBy).HasMaxLength(100);
            contract.Property(c => c.CustomerSignatory).HasMaxLength(200);
            contract.Property(c => c.CreatedBy).HasMaxLength(100);
            contract.Ignore(c => c.HistorySubject).Ignore(c => c.IsSigned).Ignore(c => c.OpenTerms);
            contract.HasIndex(c => c.OpportunityId).IsUnique();
            contract.HasIndex(c => c.CustomerId);
            // E8: one contract of a number; those that were drafted before this held may share one.
            contract.HasIndex(c => c.Number);
        });
    }
}
