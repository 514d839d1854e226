using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data;

internal static class LeadsMap
{
    public static void Build(ModelBuilder model) => model.Entity<Lead>(lead =>
    {
        lead.ToTable("Leads");
        lead.Property(l => l.Campaign).HasMaxLength(100);
        lead.Property(l => l.Note).HasMaxLength(2000);
        lead.Property(l => l.Reason).HasMaxLength(400);
        lead.Property(l => l.CreatedBy).HasMaxLength(100);
        lead.Property(l => l.ClosedBy).HasMaxLength(100);
        lead.HasIndex(l => l.RequestId).IsUnique();
        lead.HasIndex(l => l.CustomerId);
        lead.HasIndex(l => new { l.State, l.Key });
        lead.HasIndex(l => new { l.Source, l.State });
    });
}
