using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data;

internal static class CustomerMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Customer>(customer =>
        {
            customer.ToTable("Customers");
            customer.Property(c => c.Name).HasMaxLength(200);
            customer.Property(c => c.SearchName).HasMaxLength(400);
            customer.Property(c => c.Phone).HasMaxLength(20).IsUnicode(false);
            customer.Property(c => c.PhoneReversed).HasMaxLength(20).IsUnicode(false);
            customer.Property(c => c.Email).HasMaxLength(254);
            customer.Property(c => c.TaxId).HasMaxLength(40);
            customer.Property(c => c.ExternalId).HasMaxLength(100);
            customer.Property(c => c.OwnerId).HasMaxLength(100);
            customer.Property(c => c.Team).HasMaxLength(60);
            customer.Property(c => c.Language).HasMaxLength(20).IsUnicode(false);
            customer.Property(c => c.CreatedBy).HasMaxLength(100);
            customer.PrimitiveCollection(c => c.Tags).HasMaxLength(4000);
            customer.ComplexProperty(c => c.Address, address =>
            {
                address.Property(a => a.Street).HasMaxLength(200);
                address.Property(a => a.City).HasMaxLength(100);
                address.Property(a => a.Region).HasMaxLength(100);
                address.Property(a => a.PostalCode).HasMaxLength(20);
                address.Property(a => a.Country).HasMaxLength(2).IsUnicode(false);
            });
            customer.HasIndex(c => new { c.SearchName, c.Key });
            customer.HasIndex(c => c.Phone);
            customer.HasIndex(c => c.PhoneReversed);
            customer.HasIndex(c => c.Email);
            customer.HasIndex(c => c.TaxId);
            customer.HasIndex(c => c.ExternalId).IsUnique();
            customer.HasIndex(c => new { c.OwnerId, c.Key });
            customer.HasIndex(c => new { c.Team, c.Key });
        });
        model.Entity<CustomerGram>(gram =>
        {
            gram.ToTable("CustomerGrams").HasKey(g => new { g.Gram, g.CustomerKey });
            gram.Property(g => g.Gram).HasMaxLength(SearchText.LongestGram);
            gram.HasIndex(g => g.CustomerKey);
        });
        model.Entity<Contact>(contact =>
        {
            contact.ToTable("Contacts");
            contact.Property(c => c.Name).HasMaxLength(200);
            contact.Property(c => c.JobTitle).HasMaxLength(100);
            contact.Property(c => c.Department).HasMaxLength(100);
            contact.Property(c => c.Notes).HasMaxLength(2000);
            contact.ComplexCollection(c => c.Points, points => points.ToJson("Points"));
            contact.HasIndex(c => new { c.CustomerId, c.Key });
        });
    }
}
