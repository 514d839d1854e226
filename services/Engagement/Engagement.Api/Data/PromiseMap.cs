using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

internal static class PromiseMap
{
    public static void Build(ModelBuilder model) => model.Entity<Promise>(promise =>
    {
        promise.ToTable("Promises");
        promise.Property(p => p.Text).HasMaxLength(2000);
        promise.Property(p => p.OwnerId).HasMaxLength(100);
        promise.Property(p => p.Team).HasMaxLength(60);
        promise.Property(p => p.Approval).IsJson();
        promise.Property(p => p.Written).IsJson();
        promise.Property(p => p.Currency).HasMaxLength(3).IsUnicode(false);
        promise.Property(p => p.DecisionNote).HasMaxLength(2000);
        promise.Property(p => p.Result).HasMaxLength(2000);
        promise.Property(p => p.CreatedBy).HasMaxLength(100);
        promise.Ignore(p => p.HistorySubject).Ignore(p => p.MaySendToCustomer).Ignore(p => p.WantsTask);
        promise.HasIndex(p => new { p.CustomerId, p.DueAt, p.Key });
        promise.HasIndex(p => new { p.OwnerId, p.DueAt, p.Key });
        promise.HasIndex(p => new { p.State, p.DueAt, p.Key });
        // E9: what is overdue is found by this index.
        promise.HasIndex(p => p.LookAt).HasFilter("\"LookAt\" IS NOT NULL");
    });
}
