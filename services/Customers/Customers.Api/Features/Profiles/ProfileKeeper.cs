using System.Diagnostics;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Care;
using CrmPlatform.Customers.Data.Profiles;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Profiles;

/// <summary>C2: opens and seals the sensitive fields for whoever may see them, and writes an audit line for each time they are shown.</summary>
internal sealed class ProfileKeeper(CustomersDb db, SensitiveSeal seal, CallerAccessor accessor, TimeProvider time, Today today)
{
    public bool MaySee(Customer customer) => accessor.ReachOf(Permissions.CustomersSensitive) switch
    {
        RowScope.All => true,
        RowScope.Team => customer.Team == accessor.Caller.Team,
        RowScope.Own => customer.OwnerId == accessor.Caller.Subject,
        _ => false,
    };

    /// <summary>The sensitive fields as a patch finds them; null for whoever may not see them. Nothing is shown by this.</summary>
    public SensitiveProfile? Known(CustomerProfile profile, Customer customer) => MaySee(customer) && profile.Sensitive is { } cipher ? seal.Open(cipher, out _) : null;

    public Refusal? Write(CustomerProfile profile, Customer customer, ProfileRequest request)
    {
        if (customer.RefuseUnlessActive() is { } refusal) return refusal;
        if ((request.Basics?.CheckBirthday(today.Day) ?? request.Needs?.Check()) is { } wrong) return wrong;
        profile.Write(request.Basics ?? new(), request.Traits ?? new(), request.Business ?? new(), request.Needs ?? new());
        if (request.Sensitive is not { } sensitive) return null;
        if (!MaySee(customer))
            return Refusal.Forbidden("profile.sensitive", $"Income, funds, health and family of this customer need the right {Permissions.CustomersSensitive}; leave the block out, and it stays as it is.");
        profile.Seal(seal.Seal(sensitive));
        return null;
    }

    /// <summary>Saves what has changed, and what is shown as shown.</summary>
    public async Task<ProfileView> SaveAndShowAsync(CustomerProfile profile, Customer customer, CancellationToken cancellationToken)
    {
        var maySee = MaySee(customer);
        if (!maySee || profile.Sensitive is not { } cipher)
        {
            await db.SaveChangesAsync(cancellationToken);
            return ProfileView.Of(profile, null, maySee);
        }
        var fields = seal.Open(cipher, out var outdated);
        db.SensitiveReads.Add(SensitiveRead.Of(
            customer.Id, accessor.Caller.Subject, accessor.Caller.Name, time.GetUtcNow(), Activity.Current?.TraceId.ToHexString()));
        await db.BeginOwnWriteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        // A newer key seals what it says; no change of the profile, so the version stays.
        if (outdated && seal.Seal(fields) is { } renewed)
            await db.Profiles.Where(p => p.Id == profile.Id && p.Sensitive == cipher).ExecuteUpdateAsync(set => set.SetProperty(p => p.Sensitive, renewed), cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
        return ProfileView.Of(profile, fields, maySee);
    }
}
