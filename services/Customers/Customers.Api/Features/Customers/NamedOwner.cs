using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>C6: an owner is somebody who is there: whoever is asking, or an active member of staff. Every way to an owner comes through here.</summary>
internal static class NamedOwner
{
    public static async Task<Refusal?> CheckOwnerAsync(this CustomersDb db, string? ownerId, string caller, CancellationToken cancellationToken) =>
        ownerId is null || ownerId == caller || await db.Staff.AnyAsync(member => member.Subject == ownerId && member.Active, cancellationToken) ? null : Refuse(ownerId);

    /// <summary>Those of many who may be owners.</summary>
    public static async Task<HashSet<string>> OwnersAmongAsync(this CustomersDb db, IEnumerable<string?> ownerIds, string caller, CancellationToken cancellationToken)
    {
        var asked = ownerIds.OfType<string>().Distinct().ToArray();
        if (asked.Length == 0) return [];
        var found = await db.Staff.Where(member => asked.Contains(member.Subject) && member.Active).Select(member => member.Subject).ToHashSetAsync(cancellationToken);
        found.Add(caller);
        return found;
    }

    public static Refusal Refuse(string ownerId) => Refusal.Invalid("ownerId", "ownership.owner-unknown", $"'{ownerId}' is no active member of staff.");
}
