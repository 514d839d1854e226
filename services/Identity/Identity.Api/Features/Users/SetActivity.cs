using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Users;

/// <summary>Closes accounts and opens them again. They are not deleted: what their people did bears their names.</summary>
internal static class SetActivity
{
    public static async Task<Results<Ok<UserView>, Missing, Stale, Refused>> DeactivateAsync(
        Guid id, IfMatch ifMatch, IdentityDb db, SessionRegister sessions, TimeProvider time, CancellationToken cancellationToken)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (user is null) return new Missing("user", id);
        if (!ifMatch.Matches(user)) return new Stale(user.Version);
        if (await db.OfLastAdministratorAsync(user, cancellationToken) is { } refusal) return new Refused(refusal);
        user.Active = false;
        await sessions.EndAllAsync(user, SessionEnd.Deactivated, except: null, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
        return TypedResults.Ok(await db.ShowAsync(user, time.GetUtcNow(), cancellationToken));
    }

    public static async Task<Results<Ok<UserView>, Missing, Stale>> ActivateAsync(
        Guid id, IfMatch ifMatch, IdentityDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (user is null) return new Missing("user", id);
        if (!ifMatch.Matches(user)) return new Stale(user.Version);
        user.Active = true;
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await db.ShowAsync(user, time.GetUtcNow(), cancellationToken));
    }
}
