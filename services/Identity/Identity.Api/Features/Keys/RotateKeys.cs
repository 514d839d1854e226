using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.Identity.Keys;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Identity.Features.Keys;

/// <summary>How to change the keys.</summary>
/// <param name="Immediately">Sign with the new key as soon as every replica has it, instead of announcing it for a day. Services look an unknown key up.</param>
/// <param name="ForgetOld">The old keys are known to others: destroy them. Every token is void, at services within six minutes, and everybody signs in again.</param>
public sealed record RotateKeysRequest(bool Immediately = false, bool ForgetOld = false);

internal static class RotateKeys
{
    public static async Task<Results<Ok<Page<KeyView>>, Invalid>> HandleAsync(
        RotateKeysRequest request, IdentityDb db, KeyRing ring, KeySchedule schedule, IOptions<IdentityOptions> options, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (request is { ForgetOld: true, Immediately: false })
            return new Invalid("forgetOld", "Old keys can be forgotten only when the new ones are used immediately.", "keys.nothing-to-sign-with");
        var now = time.GetUtcNow();
        var settings = options.Value.Keys;
        var wait = request.ForgetOld ? TimeSpan.Zero : request.Immediately ? settings.Check * 2 : settings.Announced;
        await ring.RotateAsync(db, now + wait, request.ForgetOld, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(KeysEndpoints.Show(await db.Keys.AsNoTracking().ToListAsync(cancellationToken), schedule, now));
    }
}
