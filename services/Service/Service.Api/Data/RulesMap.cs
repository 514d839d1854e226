using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Data;

/// <summary>What the house has laid down: calendars, levels, rules, absences, sub-categories.</summary>
internal static class RulesMap
{
    private const int Unlimited = -1;

    public static void Build(ModelBuilder model)
    {
        model.Entity<SettingRow>(setting =>
        {
            setting.ToTable("Settings");
            setting.Property(s => s.Name).HasMaxLength(60).IsUnicode(false);
            setting.Property(s => s.Value).HasMaxLength(Unlimited);
            setting.HasIndex(s => s.Name).IsUnique();
        });
        model.Entity<CalendarRow>(calendar =>
        {
            calendar.ToTable("Calendars");
            calendar.Property(c => c.Code).HasMaxLength(60);
            calendar.Property(c => c.Definition).IsImmutableJson();
            calendar.HasIndex(c => c.Code).IsUnique();
        });
        model.Entity<AssignmentRuleRow>(rule =>
        {
            rule.ToTable("AssignmentRules");
            rule.Property(r => r.Rule).IsImmutableJson();
        });
        model.Entity<AbsenceRow>(absence =>
        {
            absence.ToTable("Absences");
            absence.Property(a => a.StaffId).HasMaxLength(100);
            absence.HasIndex(a => new { a.StaffId, a.To });
            absence.HasIndex(a => a.To);
        });
        model.Entity<Handover>(handover =>
        {
            handover.ToTable("Handovers").HasKey(h => h.Key);
            handover.Property(h => h.StaffId).HasMaxLength(100);
            handover.HasIndex(h => h.DueAt);
            handover.HasIndex(h => h.AbsenceId);
        });
        model.Entity<SubCategoryRow>(category =>
        {
            category.ToTable("SubCategories");
            category.Property(c => c.Code).HasMaxLength(60);
            category.Property(c => c.NameEn).HasMaxLength(100);
            category.Property(c => c.NameZhHans).HasMaxLength(100);
            category.Property(c => c.NameZhHant).HasMaxLength(100);
            category.Ignore(c => c.Name);
            category.HasIndex(c => new { c.Category, c.Code }).IsUnique();
        });
        model.Entity<PassLease>(lease =>
        {
            lease.ToTable("PassLeases").HasKey(l => l.Name);
            lease.Property(l => l.Name).HasMaxLength(60).IsUnicode(false);
            lease.Property(l => l.Owner).HasMaxLength(100);
        });
    }
}

/// <summary>Lets one replica at a time do a pass.</summary>
internal sealed class PassLease
{
    public required string Name { get; init; }

    public required string Owner { get; set; }

    public DateTimeOffset Until { get; set; }
}
