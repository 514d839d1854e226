using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CrmPlatform.Customers.Data.Search;

/// <summary>C18: a number or mail address of a contact, for finding the customer that the contact is at.</summary>
internal sealed class ContactTerm
{
    public long Key { get; private set; }

    public Guid ContactId { get; init; }

    /// <summary>The contact's, so that it goes along with a merge and an erasure.</summary>
    public Guid CustomerId { get; init; }

    /// <summary>As <see cref="ContactTerms"/> writes it.</summary>
    public required string Term { get; init; }
}

/// <summary>Keeps the terms in step with what contacts are reached by. A sign before each keeps the kinds apart, so that a range of one meets none of another.</summary>
internal static class ContactTerms
{
    /// <summary>The longest value of a channel and the sign before it.</summary>
    public const int Longest = 401;

    /// <param name="number">In E.164, which has its sign already.</param>
    public static string OfPhone(string number) => number;

    public static string OfPhoneEnd(string reversedDigits) => "-" + reversedDigits;

    public static string OfMail(string mail) => "@" + mail;

    /// <summary>Adds what has come to the present changes; what has gone is deleted by what is returned, in the same transaction. Null when nothing has.</summary>
    public static Func<CancellationToken, Task>? Changes(CustomersDb db)
    {
        var gone = new List<(Guid Contact, string[] Terms)>();
        var added = db.ChangeTracker.Entries<ContactTerm>().Where(entry => entry.State == EntityState.Added).Select(entry => (entry.Entity.ContactId, entry.Entity.Term)).ToHashSet();
        foreach (var entry in db.ChangeTracker.Entries<Contact>().ToList())
        {
            var (before, after) = Terms(entry);
            if (before.Except(after).ToArray() is { Length: > 0 } left) gone.Add((entry.Entity.Id, left));
            // A save that is repeated finds here what it added the first time.
            foreach (var term in after.Except(before).Where(term => !added.Contains((entry.Entity.Id, term))))
                db.Add(new ContactTerm { ContactId = entry.Entity.Id, CustomerId = entry.Entity.CustomerId, Term = term });
        }
        if (gone.Count == 0) return null;
        return async cancellationToken =>
        {
            foreach (var (contact, terms) in gone)
                await db.Set<ContactTerm>().Where(term => term.ContactId == contact && terms.Contains(term.Term)).ExecuteDeleteAsync(cancellationToken);
        };
    }

    private static (HashSet<string> Before, HashSet<string> After) Terms(EntityEntry<Contact> entry)
    {
        var points = entry.Property(contact => contact.Points);
        return entry.State switch
        {
            EntityState.Added => ([], Terms(points.CurrentValue)),
            EntityState.Deleted => (Terms(points.OriginalValue), []),
            EntityState.Modified when points.IsModified => (Terms(points.OriginalValue), Terms(points.CurrentValue)),
            _ => ([], []),
        };
    }

    private static HashSet<string> Terms(IReadOnlyList<ContactPoint> points) => [.. points.SelectMany(point => point.Channel switch
    {
        ContactChannel.Phone => new[] { OfPhone(point.Value), OfPhoneEnd(new string([.. point.Value.Where(char.IsAsciiDigit).Reverse()])) },
        ContactChannel.Email => [OfMail(point.Value)],
        _ => [],
    })];
}
