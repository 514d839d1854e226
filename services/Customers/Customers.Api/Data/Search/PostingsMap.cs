using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Search;

internal static class PostingsMap
{
    public const int LongestTag = 80;

    public static void Build(ModelBuilder model, bool sqlite)
    {
        model.Entity<CustomerGram>(gram =>
        {
            gram.ToTable("CustomerGrams").HasKey(g => new { g.Gram, g.CustomerKey });
            gram.Property(g => g.Gram).HasMaxLength(SearchText.LongestGram).AsWritten(sqlite);
        });
        model.Entity<CustomerNameGram>(gram =>
        {
            gram.ToTable("CustomerNameGrams").HasKey(g => new { g.Gram, g.Start, g.CustomerKey });
            gram.Property(g => g.Gram).HasMaxLength(SearchText.LongestGram).AsWritten(sqlite);
            gram.Property(g => g.Start).HasMaxLength(CustomerNameGram.LongestStart).AsWritten(sqlite);
        });
        model.Entity<CustomerTag>(tag =>
        {
            tag.ToTable("CustomerTags").HasKey(t => new { t.Tag, t.CustomerKey });
            tag.Property(t => t.Tag).HasMaxLength(LongestTag).AsWritten(sqlite);
        });
        model.Entity<ContactTerm>(term =>
        {
            term.ToTable("ContactTerms").HasKey(t => t.Key);
            term.Property(t => t.Term).HasMaxLength(ContactTerms.Longest).AsWritten(sqlite);
            term.HasIndex(t => new { t.Term, t.CustomerId });
            // Of a customer that is known already: has any of its contacts this number?
            term.HasIndex(t => new { t.CustomerId, t.Term });
            term.HasIndex(t => t.ContactId);
        });
    }
}
