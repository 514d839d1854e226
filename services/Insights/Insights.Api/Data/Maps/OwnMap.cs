using CrmPlatform.Insights.Data.Own;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Maps;

/// <summary>What Insights itself computed and was told; a rebuild of the read models leaves it alone.</summary>
internal static class OwnMap
{
    public static void Build(ModelBuilder model, InsightsDb db)
    {
        model.Entity<AnalysisRun>(run =>
        {
            run.ToTable("Runs");
            run.Property(r => r.Kind).Code(20);
            run.Property(r => r.By).HasMaxLength(200);
            run.Property(r => r.Parameters).HasMaxLength(ModelMap.Unlimited);
            run.Property(r => r.Report).HasMaxLength(ModelMap.Unlimited);
            run.HasIndex(r => new { r.Kind, r.Complete, r.Key });
        });
        model.Entity<ValueRow>(value =>
        {
            value.ToTable("Values").HasKey(v => new { v.RunKey, v.CustomerNo });
            value.Property(v => v.Segment).Code();
            value.Property(v => v.Class).Code(1);
            value.Property(v => v.Team).HasMaxLength(60);
            value.Property(v => v.OwnerId).HasMaxLength(100);
            value.HasIndex(v => new { v.RunKey, v.Total, v.CustomerNo });
        });
        model.Entity<EquityRow>(sum =>
        {
            sum.ToTable("Equity").HasKey(s => new { s.RunKey, s.Segment, s.Class, s.Team, s.OwnerId });
            sum.Property(s => s.Segment).Code();
            sum.Property(s => s.Class).Code(1);
            sum.Property(s => s.Team).HasMaxLength(60).AsWritten(db.IsSqlite);
            sum.Property(s => s.OwnerId).HasMaxLength(100).AsWritten(db.IsSqlite);
        });
        model.Entity<RuleRow>(rule =>
        {
            rule.ToTable("Rules").HasKey(r => new { r.RunKey, r.Place });
            rule.Property(r => r.Antecedent).HasMaxLength(2000);
            rule.Property(r => r.Consequent).HasMaxLength(60);
            rule.HasIndex(r => new { r.RunKey, r.Consequent, r.Place });
        });
        model.Entity<MemberRow>(member =>
        {
            member.ToTable("ClusterMembers").HasKey(m => new { m.RunKey, m.Cluster, m.CustomerNo });
            member.HasIndex(m => new { m.RunKey, m.CustomerNo });
        });
        model.Entity<ClassRow>(row =>
        {
            row.ToTable("Classes").HasKey(c => c.CustomerNo);
            row.Property(c => c.CustomerNo).ValueGeneratedNever();
            row.Property(c => c.ReasonCode).Code();
            row.HasIndex(c => new { c.Class, c.Sales, c.CustomerNo });
        });
        model.Entity<ZoneRow>(row =>
        {
            row.ToTable("Zones").HasKey(z => z.CustomerNo);
            row.Property(z => z.CustomerNo).ValueGeneratedNever();
            row.Property(z => z.ReasonCode).Code();
            row.HasIndex(z => new { z.Zone, z.Value, z.CustomerNo });
        });
        model.Entity<WarningRecord>(warning =>
        {
            warning.ToTable("Warnings");
            warning.Property(w => w.Reasons).HasMaxLength(ModelMap.Unlimited);
            warning.HasIndex(w => new { w.CustomerNo, w.Key });
            warning.HasIndex(w => w.At);
        });
        model.Entity<Target>(target =>
        {
            target.ToTable("Targets");
            target.Property(t => t.Period).Code(10);
            target.Property(t => t.Subject).HasMaxLength(100);
            target.HasIndex(t => new { t.Period, t.Measure, t.OfTeam, t.Subject }).IsUnique();
        });
        model.Entity<IncentivePlan>(plan =>
        {
            plan.ToTable("IncentivePlans");
            plan.Property(p => p.Name).HasMaxLength(100);
            plan.ComplexCollection(p => p.Steps, steps => steps.ToJson("Steps"));
        });
        model.Entity<Wallet>(wallet =>
        {
            wallet.ToTable("Wallets");
            wallet.HasIndex(w => w.CustomerNo).IsUnique();
        });
        model.Entity<Schedule>(schedule =>
        {
            schedule.ToTable("Schedules").HasKey(s => s.Name);
            schedule.Property(s => s.Name).HasMaxLength(40).IsUnicode(false);
        });
    }
}
