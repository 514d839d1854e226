using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Keys;

internal static class ListKeys
{
    public static async Task<Ok<Page<KeyView>>> HandleAsync(IdentityDb db, KeySchedule schedule, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.Ok(KeysEndpoints.Show(await db.Keys.AsNoTracking().ToListAsync(cancellationToken), schedule, time.GetUtcNow()));
}
