using CrmPlatform.Engagement.Domain.Calendars;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

internal static class CalendarMap
{
    public static void Build(ModelBuilder model) => model.Entity<CalendarLink>(link =>
    {
        link.ToTable("CalendarLinks");
        link.Property(l => l.OwnerId).HasMaxLength(100);
        link.Property(l => l.SecretHash).HasMaxLength(64).IsUnicode(false);
        link.Property(l => l.Language).HasMaxLength(40).IsUnicode(false);
        link.HasIndex(l => l.SecretHash).IsUnique();
        // One link at a time, also of two requests at the same moment.
        link.HasIndex(l => l.OwnerId).IsUnique().HasFilter("\"RevokedAt\" IS NULL");
    });
}
