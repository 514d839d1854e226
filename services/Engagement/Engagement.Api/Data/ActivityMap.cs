using CrmPlatform.Engagement.Domain;
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
                .HasValue<Call>(ActivityKind.Call)
                .HasValue<Meeting>(ActivityKind.Meeting)
                .HasValue<Email>(ActivityKind.Email)
                .HasValue<Message>(ActivityKind.Message)
                .HasValue<WebContact>(ActivityKind.Web)
                .HasValue<Fax>(ActivityKind.Fax)
                .HasValue<EventAttendance>(ActivityKind.Event);
            activity.Property(a => a.OwnerId).HasMaxLength(100);
            activity.Property(a => a.Team).HasMaxLength(60);
            activity.Property(a => a.Place).HasMaxLength(200);
            activity.Property(a => a.Outcome).HasMaxLength(2000);
            activity.Property(a => a.Notes).HasMaxLength(4000);
            activity.Property(a => a.RecordedBy).HasMaxLength(100);
            activity.Property(a => a.Participants).IsJson();
            activity.Property(a => a.Touchpoint).HasMaxLength(60);
            activity.Property(a => a.OccurrenceKey).HasMaxLength(20).IsUnicode(false);
            activity.Ignore(a => a.IsOver).Ignore(a => a.IsContact);
            activity.HasIndex(a => a.RemindAt).HasFilter("\"RemindAt\" IS NOT NULL");
            activity.HasIndex(a => a.Touchpoint).HasFilter("\"Touchpoint\" IS NOT NULL");
            // E1: one activity of an occurrence, however many replicas look ahead.
            activity.HasIndex(a => new { a.SeriesId, a.OccurrenceKey }).IsUnique().HasFilter("\"SeriesId\" IS NOT NULL");
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
            visit.Property(v => v.Materials).IsJson();
            visit.Property(v => v.Preparation).IsJson();
            visit.Property(v => v.Conveys).IsJson();
            visit.Ignore(v => v.HistorySubject).Ignore(v => v.IsPrepared);
        });
        model.Entity<Call>().Ignore(c => c.HistorySubject).Ignore(c => c.IsAnsweredInvitation);
        model.Entity<OtherActivity>().Ignore(a => a.HistorySubject).Ignore(a => a.Subject);
        model.Entity<Meeting>().Property(a => a.Details).HasColumnName("Meeting").IsJson();
        model.Entity<Email>().Property(a => a.Details).HasColumnName("Email").IsJson();
        model.Entity<Message>().Property(a => a.Details).HasColumnName("Message").IsJson();
        model.Entity<WebContact>().Property(a => a.Details).HasColumnName("Web").IsJson();
        model.Entity<Fax>().Property(a => a.Details).HasColumnName("Fax").IsJson();
        model.Entity<EventAttendance>().Property(a => a.Details).HasColumnName("Event").IsJson();
        model.Entity<Touchpoint>(point =>
        {
            point.ToTable("Touchpoints");
            point.Property(p => p.Code).HasMaxLength(60);
            point.Property(p => p.Names).IsJson();
            point.Property(p => p.Measure).IsJson();
            point.Ignore(p => p.HistorySubject);
            point.HasIndex(p => p.Code).IsUnique();
        });
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
        model.Entity<WithdrawnOrder>(order =>
        {
            order.ToTable("WithdrawnOrders").HasKey(o => o.Booking);
            order.Property(o => o.Booking).ValueGeneratedNever();
        });
    }
}
