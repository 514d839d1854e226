using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmPlatform.Customers.Data.Search;

internal static class PostingsMap
{
    public const int LongestTag = 80;

    private const char Unbroken = '\u00A0';

    public static void Build(ModelBuilder model, bool sqlite)
    {
        model.Entity<CustomerGram>(gram =>
        {
            gram.ToTable("CustomerGrams").HasKey(g => new { g.Gram, g.CustomerKey });
            Blanks(gram.Property(g => g.Gram).HasMaxLength(SearchText.LongestGram).AsWritten(sqlite), sqlite);
        });
        model.Entity<CustomerNameGram>(gram =>
        {
            gram.ToTable("CustomerNameGrams").HasKey(g => new { g.Gram, g.Start, g.CustomerKey });
            Blanks(gram.Property(g => g.Gram).HasMaxLength(SearchText.LongestGram).AsWritten(sqlite), sqlite);
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

    /// <summary>
    /// A gram as it is stored. SQL Server compares two texts as if blanks followed the shorter one, so that "er" at the end of a name and "er " within it would be
    /// one key: there a blank is stored as one that does not break. No normalised name has such a one.
    /// </summary>
    public static string Stored(string gram, bool sqlite) => sqlite ? gram : gram.Replace(' ', Unbroken);

    private static void Blanks(PropertyBuilder<string> gram, bool sqlite)
    {
        if (!sqlite) gram.HasConversion(written => Stored(written, false), stored => stored.Replace(Unbroken, ' '));
    }
}
