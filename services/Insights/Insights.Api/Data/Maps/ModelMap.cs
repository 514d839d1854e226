using CrmPlatform.Insights.Data.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmPlatform.Insights.Data.Maps;

internal static class ModelMap
{
    /// <summary>Where JSON is kept.</summary>
    public const int Unlimited = -1;

    public static void Build(ModelBuilder model)
    {
        model.Entity<ModelPointer>(pointer =>
        {
            pointer.ToTable("ModelPointer").HasKey(p => p.Key);
            pointer.Property(p => p.Key).ValueGeneratedNever();
            pointer.HasData(new ModelPointer());
        });
        model.Entity<ModelState>(state =>
        {
            state.ToTable("ModelStates").HasKey(s => s.Gen);
            state.Property(s => s.Gen).ValueGeneratedNever();
            state.Property(s => s.Cuts).HasMaxLength(Unlimited);
            state.HasData(new ModelState { Gen = 1 });
        });
        model.Entity<CustomerNumber>(number =>
        {
            number.ToTable("CustomerNumbers").HasKey(n => n.No);
            number.Property(n => n.No).ValueGeneratedNever();
            number.HasIndex(n => n.Id).IsUnique();
        });
    }

    /// <summary>The key and the customer's index of what other services speak of.</summary>
    public static void Thing<T>(this EntityTypeBuilder<T> thing, string table) where T : ThingRow
    {
        thing.ToTable(table).HasKey(row => new { row.Gen, row.Id });
        thing.HasIndex(row => new { row.Gen, row.CustomerNo });
    }

    public static PropertyBuilder<string> Code(this PropertyBuilder<string> property, int length = 40) => property.HasMaxLength(length).IsUnicode(false);
}
