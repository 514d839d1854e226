using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Users;

internal static class GetUser
{
    public static async Task<Results<Ok<UserView>, Missing>> HandleAsync(Guid id, IdentityDb db, TimeProvider time, CancellationToken cancellationToken) =>
        await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == id, cancellationToken) is { } user
            ? TypedResults.Ok(await db.ShowAsync(user, time.GetUtcNow(), cancellationToken))
            : new Missing("user", id);
}
