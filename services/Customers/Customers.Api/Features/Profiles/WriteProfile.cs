using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Care;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Profiles;

/// <summary>C2: replaces (PUT) or changes (PATCH) a profile; what the caller may not see is never touched.</summary>
internal sealed class WriteProfile(CustomersDb db, ProfileKeeper profiles, BirthdayCare birthdays)
{
    public static Task<Results<Ok<ProfileView>, Missing, Invalid, Denied, Refused, Stale>> PutAsync(
        Guid id, ProfileRequest request, IfMatch ifMatch, WriteProfile write, CancellationToken cancellationToken) =>
        write.DoAsync(id, ifMatch, (_, _) => (request, null), cancellationToken);

    public static Task<Results<Ok<ProfileView>, Missing, Invalid, Denied, Refused, Stale>> PatchAsync(
        Guid id, MergePatch<ProfileRequest> patch, IfMatch ifMatch, WriteProfile write, CancellationToken cancellationToken) =>
        write.DoAsync(id, ifMatch, (p, customer) =>
        {
            // The sensitive block is no part of what is patched unless the patch speaks of it.
            var speaks = patch.Mentions("sensitive");
            if (!patch.TryApply(new ProfileRequest(p.Basics, p.Traits, p.Business, p.Needs, speaks ? write.Known(p, customer) : null), out var request, out var problem)) return (request, problem);
            return (speaks ? request with { Sensitive = request.Sensitive ?? new SensitiveProfile() } : request, null);
        }, cancellationToken);

    private SensitiveProfile? Known(CustomerProfile profile, Customer customer) => profiles.Known(profile, customer);

    private async Task<Results<Ok<ProfileView>, Missing, Invalid, Denied, Refused, Stale>> DoAsync(
        Guid id, IfMatch ifMatch, Func<CustomerProfile, Customer, (ProfileRequest, Invalid?)> read, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        var profile = await db.Profiles.SingleOrDefaultAsync(p => p.CustomerId == id, cancellationToken);
        if (!ifMatch.Matches(profile)) return new Stale(profile?.Version ?? 0);
        if (profile is null) db.Profiles.Add(profile = CustomerProfile.Of(id));
        var (request, problem) = read(profile, customer);
        if (problem is not null) return problem;
        var before = profile.Basics;
        if (profiles.Write(profile, customer, request) is { } refusal)
        {
            if (refusal.Kind == RefusalKind.Forbidden) return new Denied(refusal);
            if (refusal.Field is not null) return new Invalid(refusal);
            return new Refused(refusal);
        }
        await birthdays.FollowAsync(profile, before, cancellationToken);
        return TypedResults.Ok(await profiles.SaveAndShowAsync(profile, customer, cancellationToken));
    }
}
