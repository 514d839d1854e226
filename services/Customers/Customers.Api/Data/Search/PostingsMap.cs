using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Search;

internal static class PostingsMap
{
    public const int LongestTag = 80;

    public static void Build(ModelBuilder model)
    {
        model.Entity<CustomerGram>(gram =>
        {
            gram.ToTable("CustomerGrams").HasKey(g => new { g.Gram, g.CustomerKey });
            gram.Property(g => g.Gram).HasMaxLength(SearchText.LongestGram);
        });
        model.Entity<CustomerNameGram>(gram =>
        {
            gram.ToTable("CustomerNameGrams").HasKey(g => new { g.Gram, g.Name, g.CustomerKey });
            gram.Property(g => g.Gram).HasMaxLength(SearchText.LongestGram);
            gram.Property(g => g.Name).HasMaxLength(CustomerMap.LongestSearchName);
        });
        model.Entity<CustomerTag>(tag =>
        {
            tag.ToTable("CustomerTags").HasKey(t => new { t.Tag, t.CustomerKey });
            tag.Property(t => t.Tag).HasMaxLength(LongestTag);
        });
    }
}
