using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Fields;

/// <summary>A customer's value in a custom field, for finding by it.</summary>
internal sealed class CustomerFieldTerm
{
    public required string Term { get; init; }

    public long CustomerKey { get; init; }
}

internal static class FieldsMap
{
    public static void Build(ModelBuilder model, bool sqlite)
    {
        model.Entity<CustomField>(field =>
        {
            field.ToTable("CustomFields");
            field.Property(f => f.Code).HasMaxLength(60).IsUnicode(false);
            field.Property(f => f.Name).HasMaxLength(100);
            field.Property(f => f.NameZhHans).HasMaxLength(100);
            field.Property(f => f.NameZhHant).HasMaxLength(100);
            field.Property(f => f.Choices).IsJson();
            field.Property(f => f.RequiredFor).IsJson(200);
            field.Ignore(f => f.Expected);
            field.HasIndex(f => f.Code).IsUnique();
        });
        model.Entity<CustomerFieldTerm>(term =>
        {
            term.ToTable("CustomerFieldTerms").HasKey(t => new { t.Term, t.CustomerKey });
            term.Property(t => t.Term).HasMaxLength(CustomFields.LongestTerm).AsWritten(sqlite);
        });
        model.Entity<Customer>().Property(c => c.Custom).IsJson();
        model.Entity<Segment>(segment =>
        {
            segment.ToTable("Segments");
            segment.Property(s => s.Name).HasMaxLength(100);
            segment.Property(s => s.Description).HasMaxLength(1000);
            segment.Property(s => s.Criteria).HasMaxLength(8000);
            segment.Property(s => s.CreatedBy).HasMaxLength(100);
            segment.HasIndex(s => s.Name).IsUnique();
        });
        model.Entity<SegmentMember>(member =>
        {
            member.ToTable("SegmentMembers").HasKey(m => m.Key);
            member.Property(m => m.By).HasMaxLength(100);
            member.HasIndex(m => new { m.SegmentId, m.CustomerId });
            member.HasIndex(m => m.CustomerId);
        });
    }
}
