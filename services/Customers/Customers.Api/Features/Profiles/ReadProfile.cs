using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Profiles;

/// <summary>C2: a customer's profile, and who has seen its sensitive part.</summary>
internal static class ReadProfile
{
    public static async Task<Results<Ok<ProfileView>, Missing>> HandleAsync(Guid id, CustomersDb db, ProfileKeeper profiles, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        var profile = await db.Profiles.AsNoTracking().SingleOrDefaultAsync(p => p.CustomerId == id, cancellationToken) ?? CustomerProfile.Of(id);
        return TypedResults.Ok(await profiles.SaveAndShowAsync(profile, customer, cancellationToken));
    }

    /// <summary>Newest first.</summary>
    public static async Task<Results<Ok<Page<SensitiveReadView>>, Missing>> ReadsAsync(
        Guid id, CustomersDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        var list = $"sensitive-reads:{id}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = await db.SensitiveReads.AsNoTracking().Where(r => r.CustomerId == id && r.Key < before)
            .OrderByDescending(r => r.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, r => r.Key, SensitiveReadView.Of));
    }
}
