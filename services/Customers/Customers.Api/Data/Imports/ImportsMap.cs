using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Imports;

internal static class ImportsMap
{
    public static void Build(ModelBuilder model) => model.Entity<ImportMark>(mark =>
    {
        mark.ToTable("ImportMarks").HasKey(m => m.Key);
        mark.Property(m => m.Deed).HasConversion<byte>();
        mark.Property(m => m.Print).HasMaxLength(16);
        mark.Property(m => m.Before).IsJson();
        mark.Property(m => m.After).IsJson();
        mark.PrimitiveCollection(m => m.Ordinals).HasMaxLength(4000);
        mark.HasIndex(m => new { m.JobKey, m.Deed, m.Key });
        mark.HasIndex(m => m.Subject);
    });
}
