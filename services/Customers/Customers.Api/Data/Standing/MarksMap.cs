using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Standing;

internal static class MarksMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<ActivityMark>(mark =>
        {
            mark.ToTable("ActivityMarks").HasKey(m => m.Key);
            mark.HasIndex(m => m.SourceId).IsUnique();
            mark.HasIndex(m => new { m.CustomerId, m.At });
        });
        model.Entity<OpportunityMark>(mark =>
        {
            mark.ToTable("OpportunityMarks").HasKey(m => m.Key);
            mark.HasIndex(m => m.SourceId).IsUnique();
            mark.HasIndex(m => new { m.CustomerId, m.Open });
        });
        model.Entity<ComplaintMark>(mark =>
        {
            mark.ToTable("ComplaintMarks").HasKey(m => m.Key);
            mark.HasIndex(m => m.SourceId).IsUnique();
            mark.HasIndex(m => new { m.CustomerId, m.OpenedAt });
        });
        model.Entity<SupportPlan>(plan =>
        {
            plan.ToTable("SupportPlans");
            plan.Property(p => p.ServiceLevel).HasMaxLength(100);
            plan.Property(p => p.LookedAfterBy).HasMaxLength(100);
            plan.HasIndex(p => p.Class).IsUnique();
        });
        model.Entity<KnownCadence>(cadence =>
        {
            cadence.ToTable("Cadences").HasKey(c => c.Key);
            cadence.HasIndex(c => new { c.Class, c.Stage, c.Phase }).IsUnique();
        });
        model.Entity<PoolClaim>(claim =>
        {
            claim.ToTable("PoolClaims").HasKey(c => c.Key);
            claim.Property(c => c.By).HasMaxLength(100);
            // The cap holds under contention by this index: two claims cannot both be somebody's tenth.
            claim.HasIndex(c => new { c.By, c.Day, c.Ordinal }).IsUnique();
            claim.HasIndex(c => c.CustomerId);
        });
    }
}
