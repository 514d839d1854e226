using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Data;

internal static class MailMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<OutgoingMail>(mail =>
        {
            mail.ToTable("Mails");
            mail.Property(m => m.Template).HasMaxLength(60).IsUnicode(false);
            mail.Property(m => m.Language).HasMaxLength(20).IsUnicode(false);
            mail.Property(m => m.To).HasMaxLength(254);
            mail.Property(m => m.Purpose).HasMaxLength(40).IsUnicode(false);
            mail.Property(m => m.Values).IsJson();
            mail.Property(m => m.Error).HasMaxLength(1000);
            mail.HasIndex(m => m.MailId).IsUnique();
            mail.HasIndex(m => new { m.State, m.NextAttemptAt });
            mail.HasIndex(m => m.CustomerId);
        });
        model.Entity<Suppression>(suppression =>
        {
            suppression.ToTable("Suppressions");
            suppression.Property(s => s.Address).HasMaxLength(254);
            suppression.Property(s => s.Purpose).HasMaxLength(40).IsUnicode(false);
            suppression.Property(s => s.Detail).HasMaxLength(1000);
            suppression.HasIndex(s => new { s.Address, s.Purpose }).IsUnique();
        });
        model.Entity<StaffAddress>(staff =>
        {
            staff.ToTable("StaffAddresses").HasKey(s => s.Key);
            staff.Property(s => s.StaffId).HasMaxLength(100);
            staff.Property(s => s.Name).HasMaxLength(200);
            staff.Property(s => s.Email).HasMaxLength(254);
            staff.Property(s => s.Language).HasMaxLength(20).IsUnicode(false);
            staff.Property(s => s.TimeZone).HasMaxLength(60).IsUnicode(false);
            staff.HasIndex(s => s.StaffId).IsUnique();
        });
        model.Entity<MergedFile>(file =>
        {
            file.ToTable("MergedFiles").HasKey(f => f.Key);
            file.HasIndex(f => f.MergeId).IsUnique();
            file.HasIndex(f => f.MergedId);
            file.HasIndex(f => f.SurvivorId);
        });
    }
}
