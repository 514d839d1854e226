using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data;

/// <summary>Stages with their evidence, qualification, and the histories of all axes.</summary>
internal static class StandingMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<StandingEntry>(entry =>
        {
            entry.ToTable("StandingEntries").HasKey(e => e.Key);
            entry.Property(e => e.From).HasMaxLength(40).IsUnicode(false);
            entry.Property(e => e.To).HasMaxLength(40).IsUnicode(false);
            entry.Property(e => e.By).HasMaxLength(100);
            entry.HasIndex(e => new { e.CustomerId, e.Axis, e.Key });
        });
        model.Entity<StageEvidence>(evidence =>
        {
            evidence.ToTable("StageEvidence");
            evidence.Property(e => e.By).HasMaxLength(100);
            evidence.HasIndex(e => new { e.CustomerId, e.Kind });
        });
        model.Entity<Qualification>(qualification =>
        {
            qualification.ToTable("Qualifications");
            qualification.Property(q => q.Money).IsJson(400);
            qualification.Property(q => q.Authority).IsJson(400);
            qualification.Property(q => q.Need).IsJson(400);
            qualification.Ignore(q => q.Verdict);
            qualification.HasIndex(q => q.CustomerId).IsUnique();
        });
    }
}
