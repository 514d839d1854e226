using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data;

internal static class RegisterMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<StaffMember>(staff =>
        {
            staff.ToTable("Staff");
            staff.Property(s => s.Subject).HasMaxLength(100);
            staff.Property(s => s.Name).HasMaxLength(200);
            staff.Property(s => s.Team).HasMaxLength(60);
            staff.Property(s => s.ManagerId).HasMaxLength(100);
            staff.Property(s => s.Email).HasMaxLength(254);
            staff.Property(s => s.TimeZone).HasMaxLength(60).IsUnicode(false);
            staff.Property(s => s.Roles).IsJson();
            staff.Property(s => s.Skills).IsJson();
            staff.Property(s => s.Languages).IsJson();
            staff.Property(s => s.Shifts).IsJson();
            staff.HasIndex(s => s.Subject).IsUnique();
            staff.HasIndex(s => new { s.Team, s.Key });
        });
        model.Entity<Product>(product =>
        {
            product.ToTable("Products");
            product.Property(p => p.Code).HasMaxLength(60);
            product.Property(p => p.Name).HasMaxLength(200);
            product.Property(p => p.Category).HasMaxLength(100);
            product.HasIndex(p => p.Code).IsUnique();
            product.HasIndex(p => new { p.SearchName, p.Key });
        });
    }
}
