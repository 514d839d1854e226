using System.ComponentModel.DataAnnotations;
using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Users;

/// <summary>A new password for somebody who has lost theirs.</summary>
/// <param name="Password">Null: one is made and shown once.</param>
/// <param name="MustChangePassword">Whether the next sign-in asks for another one.</param>
public sealed record ResetPasswordRequest([property: StringLength(1000)] string? Password = null, bool MustChangePassword = true);

internal static class ResetPassword
{
    public static async Task<Results<Ok<NewPasswordView>, Missing, Stale, Invalid>> HandleAsync(
        Guid id, ResetPasswordRequest request, IfMatch ifMatch, IdentityDb db, AccountKeeper accounts, PasswordRules rules, SessionRegister sessions,
        CancellationToken cancellationToken)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (user is null) return new Missing("user", id);
        if (!ifMatch.Matches(user)) return new Stale(user.Version);
        if (request.Password is not null && accounts.FaultOf(user, request.Password) is { } fault) return new Invalid(UserChecks.OfPassword(fault, rules));
        var made = request.Password is null ? Secrets.Password() : null;
        accounts.SetPassword(user, request.Password ?? made!);
        // Who had forgotten it has most likely locked the account while trying.
        (await db.SignInStates.SingleAsync(state => state.UserId == id, cancellationToken)).Unlock();
        user.MustChangePassword = request.MustChangePassword;
        await sessions.EndAllAsync(user, SessionEnd.PasswordChanged, except: null, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new NewPasswordView(user.Id, made, user.Version));
    }
}
