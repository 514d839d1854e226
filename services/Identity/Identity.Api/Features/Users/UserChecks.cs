using CrmPlatform.Identity.Contracts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Users;

/// <summary>What an account must fulfil, whoever changes it.</summary>
internal static class UserChecks
{
    public static Refusal? OfRoles(IReadOnlyList<string> roles)
    {
        var known = Roles.All.Except([Roles.ClientApp]).ToList();
        if (roles.Count == 0) return Refusal.Invalid("roles", "users.roles-unknown", $"At least one role is expected: {string.Join(", ", known)}.");
        return roles.FirstOrDefault(role => !known.Contains(role)) is { } stranger
            ? Refusal.Invalid("roles", "users.roles-unknown", $"'{stranger}' is no role of a person. Known: {string.Join(", ", known)}.")
            : null;
    }

    public static Refusal OfPassword(PasswordFault fault, PasswordRules rules) => fault switch
    {
        PasswordFault.TooShort => Weak("password.too-short", $"At least {rules.Shortest} characters are expected."),
        PasswordFault.TooLong => Weak("password.too-long", $"At most {rules.Longest} characters are expected."),
        PasswordFault.Common => Weak("password.common", "This password is among the first that are guessed. Choose another one."),
        PasswordFault.Simple => Weak("password.simple", "This password is a row or a repetition. Choose another one."),
        _ => Weak("password.names-owner", "This password is made of its owner's name. Choose another one."),
    };

    /// <summary>
    /// Without an administrator nobody could make one. Whoever takes one away holds the counter until <c>CommitOwnAsync</c>: of the last two,
    /// taken away at one moment, the second finds the first gone.
    /// </summary>
    public static async Task<Refusal?> OfLastAdministratorAsync(this IdentityDb db, User user, CancellationToken cancellationToken)
    {
        if (!user.Active || !user.Roles.Contains(Roles.Admin)) return null;
        await db.BeginOwnWriteAsync(cancellationToken);
        await db.TakeAsync("administrators", 0, cancellationToken);
        return await db.Users.AnyAsync(other => other.Id != user.Id && other.Active && other.Roles.Contains(Roles.Admin), cancellationToken)
            ? null
            : Refusal.Conflict("users.last-administrator", "This is the last administrator. Make another one first.");
    }

    private static Refusal Weak(string code, string sentence) => Refusal.Invalid("password", code, sentence);
}
