using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Profiles;

internal static class ProfilesMap
{
    private const int Unlimited = -1;

    public static void Build(ModelBuilder model)
    {
        model.Entity<CustomerProfile>(profile =>
        {
            profile.ToTable("Profiles");
            profile.Property(p => p.Basics).IsJson();
            profile.Property(p => p.Traits).IsJson();
            profile.Property(p => p.Business).IsJson();
            profile.Property(p => p.Needs).IsJson();
            profile.Property(p => p.Sensitive).HasMaxLength(Unlimited).IsUnicode(false);
            profile.HasIndex(p => p.CustomerId).IsUnique();
        });
        model.Entity<SensitiveRead>(read =>
        {
            read.ToTable("SensitiveReads").HasKey(r => r.Key);
            read.Property(r => r.By).HasMaxLength(100);
            read.Property(r => r.ByName).HasMaxLength(200);
            read.Property(r => r.TraceId).HasMaxLength(32).IsUnicode(false);
            read.HasIndex(r => new { r.CustomerId, r.Key });
        });
    }
}
