using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmPlatform.Insights.Data.Maps;

internal static class LedgerMap
{
    public static void Build(ModelBuilder model, InsightsDb db)
    {
        model.Entity<PurchaseRow>(purchase =>
        {
            purchase.ToTable("Purchases").HasKey(p => new { p.Gen, p.CustomerNo, p.OrderNumber, p.Ordinal, p.Booking });
            Part(purchase, db);
            // A period's number leads to its customers without a look at the rows.
            purchase.HasIndex(p => new { p.Gen, p.Day, p.CustomerNo });
        });
        model.Entity<StagedRow>(staged =>
        {
            staged.ToTable("StagedPurchases").HasKey(p => new { p.Gen, p.Bucket, p.MessageId });
            Part(staged, db);
        });
        model.Entity<WithdrawnRow>(withdrawn => withdrawn.ToTable("WithdrawnPurchases").HasKey(w => new { w.Gen, w.Booking }));
        model.Entity<LedgerRow>(ledger =>
        {
            ledger.ToTable("Ledgers").HasKey(l => new { l.Gen, l.CustomerNo });
            ledger.Property(l => l.Team).HasMaxLength(60);
            ledger.Property(l => l.OwnerId).HasMaxLength(100);
            ledger.HasIndex(l => new { l.Gen, l.Segment, l.Net, l.CustomerNo });
            ledger.HasIndex(l => new { l.Gen, l.Net, l.CustomerNo });
        });
        model.Entity<SalesRow>(sales =>
        {
            sales.ToTable("Sales").HasKey(s => new { s.Gen, s.Grain, s.Period, s.Team, s.Person });
            sales.Property(s => s.Team).HasMaxLength(60).AsWritten(db.IsSqlite);
            sales.Property(s => s.Person).HasMaxLength(100).AsWritten(db.IsSqlite);
        });
        model.Entity<SegmentRow>(segment =>
        {
            segment.ToTable("Segments").HasKey(s => new { s.Gen, s.Segment, s.Team, s.Person });
            segment.Property(s => s.Team).HasMaxLength(60).AsWritten(db.IsSqlite);
            segment.Property(s => s.Person).HasMaxLength(100).AsWritten(db.IsSqlite);
        });
        model.Entity<ProductDayRow>(day =>
        {
            day.ToTable("ProductDays").HasKey(d => new { d.Gen, d.Product, d.Day });
            day.Property(d => d.Product).HasMaxLength(60).AsWritten(db.IsSqlite);
        });
        model.Entity<TallyRow>(tally =>
        {
            tally.ToTable("Tallies").HasKey(t => new { t.Gen, t.Grain, t.Measure, t.Period, t.Team, t.Person });
            tally.Property(t => t.Team).HasMaxLength(60).AsWritten(db.IsSqlite);
            tally.Property(t => t.Person).HasMaxLength(100).AsWritten(db.IsSqlite);
        });
    }

    private static void Part<T>(EntityTypeBuilder<T> part, InsightsDb db) where T : PartRow
    {
        part.Property(p => p.OrderNumber).HasMaxLength(60).AsWritten(db.IsSqlite);
        part.Property(p => p.Items).HasMaxLength(ModelMap.Unlimited);
    }
}
