using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data;

/// <summary>Whoever a file names by an id is there; null when it is so.</summary>
internal static class NamedInFile
{
    /// <summary>
    /// C6: the owner a file is opened with is whoever is asking, or an active member of staff. Where nobody is registered yet, everybody may be
    /// named; a transfer and a handover go to members of staff in any case.
    /// </summary>
    public static async Task<Refusal?> CheckOwnerAsync(this CustomersDb db, string? owner, string caller, CancellationToken cancellationToken) =>
        owner is null || owner == caller || await db.Staff.AnyAsync(member => member.Subject == owner && member.Active, cancellationToken) || !await db.Staff.AnyAsync(cancellationToken)
            ? null
            : NoOwner(owner);

    /// <summary>Those of many who may be owners.</summary>
    public static async Task<HashSet<string>> OwnersAmongAsync(this CustomersDb db, IEnumerable<string?> owners, string caller, CancellationToken cancellationToken)
    {
        var asked = owners.OfType<string>().ToHashSet();
        if (asked.Count == 0 || !await db.Staff.AnyAsync(cancellationToken)) return asked;
        var found = await db.Staff.Where(member => asked.Contains(member.Subject) && member.Active).Select(member => member.Subject).ToHashSetAsync(cancellationToken);
        found.Add(caller);
        return found;
    }

    public static Refusal NoOwner(string owner) => Refusal.Invalid("ownerId", "ownership.owner-unknown", $"'{owner}' is no active member of staff.");

    /// <summary>C7: who brought a customer may be another team's.</summary>
    public static async Task<Refusal?> CheckReferrerAsync(this CustomersDb db, Guid? referrer, CancellationToken cancellationToken) =>
        referrer is null || await db.AllCustomers.AnyAsync(customer => customer.Id == referrer, cancellationToken)
            ? null
            : Refusal.Invalid("referredBy", "customer.referrer-unknown", $"There is no customer '{referrer}'.");
}
