using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

internal static class ActivityMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Activity>(activity =>
        {
            activity.ToTable("Activities");
            activity.HasDiscriminator(a => a.Kind)
                .HasValue<Visit>(ActivityKind.Visit)
                .HasValue<Call>(ActivityKind.Call);
            activity.Property(a => a.OwnerId).HasMaxLength(100);
            activity.Property(a => a.Team).HasMaxLength(60);
            activity.Property(a => a.Place).HasMaxLength(200);
            activity.Property(a => a.Outcome).HasMaxLength(2000);
            activity.Property(a => a.Notes).HasMaxLength(4000);
            activity.Property(a => a.RecordedBy).HasMaxLength(100);
            activity.Ignore(a => a.HistorySubject).Ignore(a => a.IsOver).Ignore(a => a.IsContact);
            activity.HasIndex(a => new { a.CustomerId, a.At, a.Key });
            activity.HasIndex(a => new { a.OwnerId, a.At, a.Key });
            // Without the kind in front: SQLite would prefer it to the customer's or the owner's, and read the rows of everybody.
            activity.HasIndex(a => new { a.At, a.Key });
        });
        model.Entity<Visit>(visit =>
        {
            visit.Property(v => v.Mode).HasMaxLength(100);
            visit.Property(v => v.Content).HasMaxLength(4000);
            visit.Property(v => v.Attendance).IsJson();
        });
        model.Entity<Call>().Ignore(c => c.IsAnsweredInvitation);
        model.Entity<TimelineEntry>(entry =>
        {
            entry.ToTable("Timeline").HasKey(e => e.Key);
            entry.Property(e => e.Subject).HasMaxLength(400);
            entry.Property(e => e.Text).HasMaxLength(400);
            entry.Property(e => e.By).HasMaxLength(100);
            entry.Property(e => e.Facts).HasMaxLength(-1);
            // E11: a page is a piece of this index, however long the timeline.
            entry.HasIndex(e => new { e.CustomerId, e.At, e.Key });
        });
    }
}
