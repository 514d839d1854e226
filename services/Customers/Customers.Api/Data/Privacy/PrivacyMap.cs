using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Privacy;

internal static class PrivacyMap
{
    public static void Build(ModelBuilder model) => model.Entity<Consent>(consent =>
    {
        consent.ToTable("Consents");
        consent.Property(c => c.Proof).HasMaxLength(2000);
        consent.Property(c => c.By).HasMaxLength(100);
        consent.HasIndex(c => new { c.CustomerId, c.Purpose, c.Channel });
    });
}
