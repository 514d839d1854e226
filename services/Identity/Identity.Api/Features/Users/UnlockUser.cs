using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Users;

internal static class UnlockUser
{
    public static async Task<Results<Ok<UserView>, Missing, Stale>> HandleAsync(
        Guid id, IfMatch ifMatch, IdentityDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (user is null) return new Missing("user", id);
        if (!ifMatch.Matches(user)) return new Stale(user.Version);
        var state = await db.SignInStates.SingleAsync(s => s.UserId == id, cancellationToken);
        state.Unlock();
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(UserViews.Show(user, state, time.GetUtcNow()));
    }
}
