using CrmPlatform.Customers.Data.Merging;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Duplicates;

internal static class DuplicatesMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<DuplicatePair>(pair =>
        {
            pair.ToTable("DuplicatePairs");
            pair.Property(p => p.Kinds).IsJson(200);
            pair.Property(p => p.DecidedBy).HasMaxLength(100);
            pair.HasIndex(p => new { p.FirstId, p.SecondId }).IsUnique();
            pair.HasIndex(p => p.SecondId);
            pair.HasIndex(p => new { p.State, p.Score });
        });
        model.Entity<CustomerMerge>(merge =>
        {
            merge.ToTable("CustomerMerges");
            merge.Property(m => m.By).HasMaxLength(100);
            merge.Property(m => m.UndoneBy).HasMaxLength(100);
            merge.Property(m => m.Before).IsJson();
            merge.Property(m => m.After).IsJson();
            merge.HasIndex(m => m.SurvivorId);
            merge.HasIndex(m => m.MergedId);
            merge.HasIndex(m => m.At);
        });
        model.Entity<MergeMove>(move =>
        {
            move.ToTable("MergeMoves").HasKey(m => new { m.MergeKey, m.Table, m.RowKey });
            move.Property(m => m.Table).HasMaxLength(40).IsUnicode(false);
        });
    }
}
