using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmPlatform.Customers.Data;

internal static class CustomerMap
{
    public static void Build(ModelBuilder model, bool sqlite)
    {
        model.Entity<Customer>(customer =>
        {
            customer.ToTable("Customers");
            customer.Property(c => c.Name).HasMaxLength(200);
            customer.Property(c => c.SearchName).HasMaxLength(SearchText.LongestName).AsWritten(sqlite);
            // A beginning is asked for as a range, from it to the first behind it: : comes behind the digits by the numbers of the signs only.
            customer.Property(c => c.Phone).HasMaxLength(20).IsUnicode(false).AsWritten(sqlite);
            customer.Property(c => c.PhoneReversed).HasMaxLength(20).IsUnicode(false).AsWritten(sqlite);
            customer.Property(c => c.Email).HasMaxLength(254).AsWritten(sqlite);
            customer.Property(c => c.TaxId).HasMaxLength(40);
            customer.Property(c => c.NormalTaxId).HasMaxLength(40).AsWritten(sqlite);
            customer.Property(c => c.ExternalId).HasMaxLength(100);
            customer.Property(c => c.OwnerId).HasMaxLength(100);
            customer.Property(c => c.Team).HasMaxLength(60);
            customer.Property(c => c.Language).HasMaxLength(20).IsUnicode(false);
            customer.Property(c => c.CreatedBy).HasMaxLength(100);
            // As JSON of ours: a primitive collection writes six signs for one that is not ASCII. Rare signs are twelve here too, and a merge joins the tags of two.
            customer.Property(c => c.Tags).IsJson();
            customer.Ignore(c => c.NewEntries);
            customer.ComplexProperty(c => c.Address, address =>
            {
                address.Property(a => a.Street).HasMaxLength(200);
                address.Property(a => a.City).HasMaxLength(100);
                address.Property(a => a.Region).HasMaxLength(100);
                address.Property(a => a.PostalCode).HasMaxLength(20);
                address.Property(a => a.Country).HasMaxLength(2).IsUnicode(false);
            });
            MapAxes(customer);
            MapIndexes(customer);
        });
        model.Entity<Contact>(contact =>
        {
            contact.ToTable("Contacts");
            contact.Property(c => c.Name).HasMaxLength(200);
            contact.Property(c => c.SearchName).HasMaxLength(SearchText.LongestName).AsWritten(sqlite);
            contact.Property(c => c.JobTitle).HasMaxLength(100);
            contact.Property(c => c.Department).HasMaxLength(100);
            contact.Property(c => c.Notes).HasMaxLength(2000);
            contact.Property(c => c.Points).IsJson();
            contact.HasIndex(c => new { c.CustomerId, c.Key });
            // Which of the names at a customer it was is judged here, and no contact is read.
            contact.HasIndex(c => new { c.CustomerId, c.SearchName });
        });
    }

    // As small numbers, in the order people mean: the indexes stay short, and a sort by heat goes from low to high.
    private static void MapAxes(EntityTypeBuilder<Customer> customer)
    {
        customer.Property(c => c.Kind).HasConversion<byte>();
        customer.Property(c => c.Role).HasConversion<byte>();
        customer.Property(c => c.Channel).HasConversion<byte?>();
        customer.Property(c => c.Source).HasConversion<byte>();
        customer.Property(c => c.Grade).HasConversion<byte>();
        customer.Property(c => c.Class).HasConversion<byte>();
        customer.Property(c => c.ComputedClass).HasConversion<byte>();
        customer.Property(c => c.Maturity).HasConversion<byte>();
        customer.Property(c => c.Heat).HasConversion<byte>();
        customer.Property(c => c.Zone).HasConversion<byte?>();
        customer.Property(c => c.Stage).HasConversion<byte>();
        customer.Property(c => c.Status).HasConversion<byte>();
        customer.Property(c => c.PoolWatch).HasConversion<byte>();
        customer.Property(c => c.SalesPhase).HasConversion<byte>();
        customer.Property(c => c.EndedReason).HasMaxLength(400);
    }

    // The row's key stands behind every index of both databases by itself, so each serves a filter, a sort and its pages.
    private static void MapIndexes(EntityTypeBuilder<Customer> customer)
    {
        customer.HasIndex(c => c.SearchName);
        customer.HasIndex(c => c.Phone);
        customer.HasIndex(c => c.PhoneReversed);
        customer.HasIndex(c => c.Email);
        customer.HasIndex(c => c.TaxId);
        customer.HasIndex(c => c.NormalTaxId);
        customer.HasIndex(c => c.NameHash);
        customer.HasIndex(c => c.NameHeadHash);
        customer.HasIndex(c => c.NameTailHash);
        customer.HasIndex(c => c.ExternalId).IsUnique();
        customer.HasIndex(c => c.OwnerId);
        customer.HasIndex(c => c.Team);
        customer.HasIndex(c => c.Kind);
        customer.HasIndex(c => c.Role);
        customer.HasIndex(c => c.Channel);
        customer.HasIndex(c => c.Source);
        customer.HasIndex(c => c.Grade);
        customer.HasIndex(c => c.Class);
        customer.HasIndex(c => c.Maturity);
        customer.HasIndex(c => c.Heat);
        customer.HasIndex(c => c.Zone);
        customer.HasIndex(c => c.Stage);
        customer.HasIndex(c => c.IsProblem);
        customer.HasIndex(c => c.InPool);
        customer.HasIndex(c => new { c.PoolWatch, c.Stage, c.SalesPhase, c.QuietSince });
        customer.HasIndex(c => c.ClassOverriddenUntil);
        customer.HasIndex(c => c.ReassessAt);
        // Nearly all are in none, and a list of those must not begin at this index.
        customer.HasIndex(c => c.MergedInto).HasFilter("\"MergedInto\" IS NOT NULL");
        // Few have one: whom a customer brought is asked before its file goes.
        customer.HasIndex(c => c.ReferredBy).HasFilter("\"ReferredBy\" IS NOT NULL");
    }
}
