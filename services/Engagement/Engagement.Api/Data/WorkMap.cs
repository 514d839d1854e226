using CrmPlatform.Engagement.Domain.Work;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

internal static class WorkMap
{
    public static void Build(ModelBuilder model) => model.Entity<WorkTask>(task =>
    {
        task.ToTable("Tasks");
        task.Property(t => t.Notes).HasMaxLength(4000);
        task.Property(t => t.AssigneeId).HasMaxLength(100);
        task.Property(t => t.Team).HasMaxLength(60);
        task.Property(t => t.Occasion).HasMaxLength(100).IsUnicode(false);
        task.Property(t => t.EscalatedTo).HasMaxLength(100);
        task.Property(t => t.ClosedBy).HasMaxLength(100);
        task.Property(t => t.Result).HasMaxLength(2000);
        task.Property(t => t.CreatedBy).HasMaxLength(100);
        task.Ignore(t => t.HistorySubject);
        task.HasIndex(t => new { t.AssigneeId, t.State, t.DueAt, t.Key });
        task.HasIndex(t => new { t.Team, t.State, t.DueAt, t.Key });
        task.HasIndex(t => new { t.CustomerId, t.DueAt, t.Key });
        task.HasIndex(t => new { t.DueAt, t.Key });
        // X6: what lies, counted for operators; only what is open stands in it.
        task.HasIndex(t => new { t.DueAt, t.Origin }).HasFilter("\"State\" = 'Open'");
        task.HasIndex(t => t.RemindAt).HasFilter("\"RemindAt\" IS NOT NULL");
        // E6: exactly one task of an occasion, whoever looks and wherever one of them was killed.
        // By the file it was made for: a merge of two customers of one occasion brings no quarrel.
        task.HasIndex(t => new { t.FirstCustomerId, t.Occasion }).IsUnique();
    });
}
