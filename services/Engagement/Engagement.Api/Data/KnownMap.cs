using CrmPlatform.Engagement.Domain.Known;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

internal static class KnownMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<KnownCustomer>(customer =>
        {
            customer.ToTable("Customers");
            customer.Property(c => c.Name).HasMaxLength(200);
            customer.Property(c => c.Phone).HasMaxLength(20).IsUnicode(false);
            customer.Property(c => c.Email).HasMaxLength(254);
            customer.Property(c => c.OwnerId).HasMaxLength(100);
            customer.Property(c => c.Team).HasMaxLength(60);
            customer.Property(c => c.Language).HasMaxLength(20).IsUnicode(false);
            customer.Property(c => c.City).HasMaxLength(100);
            customer.Property(c => c.Cycle).HasConversion<short>();
            customer.Ignore(c => c.CadenceKey).Ignore(c => c.Clock).Ignore(c => c.Position).Ignore(c => c.IsFollowed);
            // E6: the engine finds who is due by this index, cell by cell, and never by a scan.
            customer.HasIndex(c => new { c.Cycle, c.Cell, c.RoundBegan });
        });
        model.Entity<KnownColleague>(colleague =>
        {
            colleague.ToTable("Colleagues");
            colleague.Property(c => c.Subject).HasMaxLength(100);
            colleague.Property(c => c.Name).HasMaxLength(200);
            colleague.Property(c => c.Team).HasMaxLength(60);
            colleague.Property(c => c.ManagerId).HasMaxLength(100);
            colleague.Property(c => c.TimeZone).HasMaxLength(60).IsUnicode(false);
            colleague.Property(c => c.Language).HasMaxLength(20).IsUnicode(false);
            colleague.HasIndex(c => c.Subject).IsUnique();
        });
    }
}
