using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Users;

internal static class ResetSecondFactor
{
    public static async Task<Results<Ok<UserView>, Missing, Stale>> HandleAsync(
        Guid id, IfMatch ifMatch, IdentityDb db, SessionRegister sessions, TimeProvider time, CancellationToken cancellationToken)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (user is null) return new Missing("user", id);
        if (!ifMatch.Matches(user)) return new Stale(user.Version);
        AccountKeeper.RemoveSecondFactor(user);
        await sessions.EndAllAsync(user, SessionEnd.SecondFactorReset, except: null, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await db.ShowAsync(user, time.GetUtcNow(), cancellationToken));
    }
}
