using System.ComponentModel.DataAnnotations;
using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Users;

/// <summary>What can be changed of an account. New roles and a new team stand in the person's tokens from the next one on.</summary>
public sealed record UserUpdate(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    [property: Required, MaxLength(5)] IReadOnlyList<string> Roles,
    [property: EmailAddress, StringLength(254)] string? Email = null,
    [property: StringLength(100, MinimumLength = 1), RegularExpression(TeamName.Pattern, ErrorMessage = TeamName.Expected)] string? Team = null,
    bool SecondFactorRequired = false);

internal static class ChangeUser
{
    public static async Task<Results<Ok<UserView>, Missing, Stale, Invalid, Refused>> HandleAsync(
        Guid id, MergePatch<UserUpdate> patch, IfMatch ifMatch, IdentityDb db, AccountKeeper accounts, TimeProvider time, CancellationToken cancellationToken)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        if (user is null) return new Missing("user", id);
        if (!ifMatch.Matches(user)) return new Stale(user.Version);
        var current = new UserUpdate(user.Name, user.Roles, user.Email, TeamName.Of(user.Team), user.SecondFactorRequired);
        if (!patch.TryApply(current, out var wanted, out var problem)) return problem!;
        if (UserChecks.OfRoles(wanted.Roles) is { } wrongRole) return new Invalid(wrongRole);
        if (!wanted.Roles.Contains(Roles.Admin) && await db.OfLastAdministratorAsync(user, cancellationToken) is { } refusal) return new Refused(refusal);

        // A team that nobody speaks of stays as it stands: customers bear it letter by letter.
        var team = patch.Mentions("team") ? TeamName.Of(wanted.Team) : user.Team;
        (user.Name, user.Email, user.Team, user.SecondFactorRequired) = (wanted.Name.Trim(), wanted.Email, team, wanted.SecondFactorRequired);
        var roles = wanted.Roles.Distinct().ToList();
        if (!roles.SequenceEqual(user.Roles)) user.Roles = roles;
        accounts.Name(user);
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
        return TypedResults.Ok(await db.ShowAsync(user, time.GetUtcNow(), cancellationToken));
    }
}
