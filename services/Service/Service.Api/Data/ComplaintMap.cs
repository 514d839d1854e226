using CrmPlatform.Service.Domain.Complaints;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Data;

internal static class ComplaintMap
{
    private const int Unlimited = -1;

    public static void Build(ModelBuilder model) => model.Entity<Complaint>(complaint =>
    {
        complaint.ToTable("Complaints");
        complaint.Ignore(c => c.Number);
        complaint.Ignore(c => c.IsMerged);
        complaint.Ignore(c => c.Holder);
        complaint.Ignore(c => c.IsErased);
        complaint.Ignore(c => c.ClosedBecause);
        complaint.Property(c => c.ReporterName).HasMaxLength(200);
        complaint.Property(c => c.ReporterEmail).HasMaxLength(254);
        complaint.Property(c => c.ReporterPhone).HasMaxLength(40);
        complaint.Property(c => c.SubCategory).HasMaxLength(60);
        complaint.Property(c => c.Summary).HasMaxLength(400);
        complaint.Property(c => c.Details).HasMaxLength(Unlimited);
        complaint.Property(c => c.Language).HasMaxLength(20).IsUnicode(false);
        complaint.Property(c => c.Calendar).HasMaxLength(60);
        complaint.Property(c => c.OpenedBy).HasMaxLength(100);
        complaint.Property(c => c.ExternalId).HasMaxLength(100);
        complaint.Property(c => c.Team).HasMaxLength(60);
        complaint.Property(c => c.AssigneeId).HasMaxLength(100);
        complaint.Property(c => c.CauseId).HasMaxLength(100);
        complaint.Property(c => c.Course).IsImmutableJson();
        complaint.Property(c => c.ClockLog).IsImmutableJson();
        complaint.Property(c => c.Assignments).IsImmutableJson();
        complaint.Property(c => c.ResponseMilestones).HasConversion<int>();
        complaint.Property(c => c.ResolutionMilestones).HasConversion<int>();
        complaint.HasIndex(c => c.NumberValue).IsUnique();
        complaint.HasIndex(c => new { c.RootId, c.Key });
        complaint.HasIndex(c => new { c.CustomerId, c.Key });
        complaint.HasIndex(c => c.ExternalId).IsUnique();
        complaint.HasIndex(c => new { c.CauseId, c.OpenedAt });
        // S1: what somebody at the telephone knows of it. The words of a summary are read in the index and not in the long rows.
        complaint.HasIndex(c => c.ReporterEmail).HasFilter("ReporterEmail IS NOT NULL");
        complaint.HasIndex(c => c.ReporterPhone).HasFilter("ReporterPhone IS NOT NULL");
        complaint.HasIndex(c => c.Summary);
        // The queue: of all, of a team, of a person.
        complaint.HasIndex(c => new { c.IsOpen, c.QueueAt, c.Key });
        complaint.HasIndex(c => new { c.Team, c.IsOpen, c.QueueAt, c.Key });
        complaint.HasIndex(c => new { c.AssigneeId, c.IsOpen, c.QueueAt, c.Key });
        // The passes: only what waits for one is in these.
        complaint.HasIndex(c => c.NextAt).HasFilter("NextAt IS NOT NULL");
        complaint.HasIndex(c => c.OfferAt).HasFilter("OfferAt IS NOT NULL");
        complaint.HasIndex(c => c.ChaseAt).HasFilter("ChaseAt IS NOT NULL");
    });
}
