using CrmPlatform.Engagement.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

internal static class SettingsMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<SettingDocument>(setting =>
        {
            setting.ToTable("Settings");
            setting.Property(s => s.Name).HasMaxLength(60).IsUnicode(false);
            setting.Property(s => s.Json).HasMaxLength(-1);
            setting.Ignore(s => s.HistorySubject);
            setting.HasIndex(s => s.Name).IsUnique();
        });
        model.Entity<RoundLease>(lease =>
        {
            lease.ToTable("RoundLease").HasKey(l => l.Key);
            lease.Property(l => l.Key).ValueGeneratedNever();
            lease.Property(l => l.Owner).HasMaxLength(100);
        });
    }
}
