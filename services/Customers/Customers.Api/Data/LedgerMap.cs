using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data;

internal static class LedgerMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Order>(order =>
        {
            order.ToTable("Orders");
            order.Property(o => o.Number).HasMaxLength(60);
            order.Property(o => o.Currency).HasMaxLength(3).IsUnicode(false);
            order.HasIndex(o => o.Number).IsUnique();
            order.HasIndex(o => new { o.CustomerId, o.OrderedAt, o.Key });
            order.OwnsMany(o => o.Lines, line =>
            {
                line.ToTable("OrderLines");
                line.WithOwner().HasForeignKey(l => l.OrderKey);
                line.HasKey(l => l.Key);
                line.Property(l => l.Product).HasMaxLength(60);
                line.HasIndex(l => new { l.OrderKey, l.Ordinal }).IsUnique();
            });
            order.Navigation(o => o.Lines).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        model.Entity<ExchangeRate>(rate =>
        {
            rate.ToTable("ExchangeRates");
            rate.Property(r => r.Currency).HasMaxLength(3).IsUnicode(false);
            rate.Ignore(r => r.Rate);
            rate.HasIndex(r => new { r.Currency, r.ValidFrom }).IsUnique();
        });
    }
}
