using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Data;

internal static class ReplicaMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<KnownCustomer>(customer =>
        {
            customer.ToTable("Customers").HasKey(c => c.Key);
            customer.Property(c => c.Name).HasMaxLength(200);
            customer.Property(c => c.Email).HasMaxLength(254);
            customer.Property(c => c.Phone).HasMaxLength(20).IsUnicode(false);
            customer.Property(c => c.Language).HasMaxLength(20).IsUnicode(false);
            customer.Property(c => c.Class).HasMaxLength(10).IsUnicode(false);
            customer.Property(c => c.OwnerId).HasMaxLength(100);
            customer.Property(c => c.Team).HasMaxLength(60);
            customer.Property(c => c.Status).HasMaxLength(20).IsUnicode(false);
            customer.HasIndex(c => c.CustomerId).IsUnique();
            customer.HasIndex(c => c.Email);
            customer.HasIndex(c => c.Phone);
        });
        model.Entity<EarlierReach>(earlier =>
        {
            earlier.ToTable("EarlierReach").HasKey(e => e.Key);
            earlier.Property(e => e.Value).HasMaxLength(254);
            earlier.HasIndex(e => new { e.CustomerId, e.Value }).IsUnique();
        });
        model.Entity<KnownStaff>(staff =>
        {
            staff.ToTable("Staff").HasKey(s => s.Key);
            staff.Property(s => s.StaffId).HasMaxLength(100);
            staff.Property(s => s.Name).HasMaxLength(200);
            staff.Property(s => s.Team).HasMaxLength(60);
            staff.Property(s => s.ManagerId).HasMaxLength(100);
            staff.Property(s => s.Email).HasMaxLength(254);
            staff.Property(s => s.TimeZone).HasMaxLength(60).IsUnicode(false);
            staff.Property(s => s.Roles).IsImmutableJson();
            staff.Property(s => s.Skills).IsImmutableJson();
            staff.Property(s => s.Languages).IsImmutableJson();
            staff.Property(s => s.Shifts).IsImmutableJson();
            staff.HasIndex(s => s.StaffId).IsUnique();
        });
        model.Entity<AgentLoad>(load =>
        {
            load.ToTable("AgentLoads").HasKey(l => l.StaffId);
            load.Property(l => l.StaffId).HasMaxLength(100);
        });
    }
}
