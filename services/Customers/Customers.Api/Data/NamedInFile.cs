using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
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

    /// <summary>Those of many who may be owners, with their teams as far as they are known.</summary>
    public static async Task<Dictionary<string, string?>> OwnersAmongAsync(this CustomersDb db, IEnumerable<string?> owners, string caller, CancellationToken cancellationToken)
    {
        var asked = owners.OfType<string>().ToHashSet();
        if (asked.Count == 0 || !await db.Staff.AnyAsync(cancellationToken)) return asked.ToDictionary(owner => owner, _ => (string?)null);
        var found = await db.Staff.Where(member => asked.Contains(member.Subject) && member.Active).ToDictionaryAsync(member => member.Subject, member => (string?)member.Team, cancellationToken);
        found.TryAdd(caller, null);
        return found;
    }

    /// <summary>C6: a file that is opened with an owner and no team is in the hands of the owner's team, and not of whoever opens it.</summary>
    public static async Task<CustomerData> WithTeamOfOwnerAsync(this CustomersDb db, CustomerData data, string? named, Caller caller, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(named) || data.OwnerId is not { } owner || (owner == caller.Subject && caller.Team is not null)) return data;
        return await db.Staff.Where(member => member.Subject == owner).Select(member => member.Team).SingleOrDefaultAsync(cancellationToken) is { } team ? data with { Team = team } : data;
    }

    public static Refusal NoOwner(string owner) => Refusal.Invalid("ownerId", "ownership.owner-unknown", $"'{owner}' is no active member of staff.");

    /// <summary>C7: who brought a customer may be another team's.</summary>
    public static async Task<Refusal?> CheckReferrerAsync(this CustomersDb db, Guid? referrer, CancellationToken cancellationToken, Guid? itself = null)
    {
        // C16: the id of a file that has gone into it is its own, too.
        if (referrer is { } named && itself is not null && await db.NowAsync(named, cancellationToken) == itself)
            return Refusal.Invalid("referredBy", "customer.referred-by-itself", "A customer is brought by another one.");
        return referrer is null || await db.AllCustomers.AnyAsync(customer => customer.Id == referrer, cancellationToken)
            ? null
            : NoReferrer($"{referrer}");
    }

    /// <summary>C17: what another system calls a customer is one file's alone, also of one that was merged; who has it now is told (C16).</summary>
    public static async Task<Refusal?> CheckExternalIdAsync(this CustomersDb db, string? externalId, CancellationToken cancellationToken) =>
        externalId is not null && await db.AllCustomers.Where(c => c.ExternalId == externalId).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(cancellationToken) is { } other
            ? Refusal.Conflict("customer.external-id-taken", $"Another customer already has the external id '{externalId}'.", ("customerId", await db.NowAsync(other, cancellationToken)))
            : null;

    public static Refusal NoReferrer(string referrer) => Refusal.Invalid("referredBy", "customer.referrer-unknown", $"There is no customer '{referrer}'.");
}
