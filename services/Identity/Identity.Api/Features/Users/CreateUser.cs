using System.ComponentModel.DataAnnotations;
using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Users;

/// <summary>A new account.</summary>
/// <param name="UserName">With what the person signs in: letters, digits and <c>. _ @ + -</c>.</param>
/// <param name="Name">As colleagues call the person.</param>
/// <param name="Roles">One or more of admin, manager, sales, agent, analyst.</param>
/// <param name="Email">Where the person is written to.</param>
/// <param name="Team">The team whose rows the person sees.</param>
/// <param name="Password">Null: one is made, shown once and changed at the first sign-in.</param>
/// <param name="MustChangePassword">Whether the first sign-in asks for another one; by default when it was made here.</param>
/// <param name="SecondFactorRequired">Whether the first sign-in asks for a second factor.</param>
public sealed record CreateUserRequest(
    [property: Required, RegularExpression("^[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}$", ErrorMessage = "1 to 100 letters, digits and . _ @ + - are expected.")]
    string UserName,
    [property: Required, StringLength(200, MinimumLength = 1)] string Name,
    [property: Required, MaxLength(5)] IReadOnlyList<string> Roles,
    [property: EmailAddress, StringLength(254)] string? Email = null,
    [property: StringLength(100, MinimumLength = 1), RegularExpression(TeamName.Pattern, ErrorMessage = TeamName.Expected)] string? Team = null,
    [property: StringLength(1000)] string? Password = null,
    bool? MustChangePassword = null,
    bool SecondFactorRequired = false);

internal static class CreateUser
{
    public static async Task<Results<Created<NewUserView>, Invalid, Refused>> HandleAsync(
        CreateUserRequest request, IdentityDb db, AccountKeeper accounts, PasswordRules rules, TimeProvider time, CancellationToken cancellationToken)
    {
        if (UserChecks.OfRoles(request.Roles) is { } wrongRole) return new Invalid(wrongRole);
        var user = new User
        {
            UserName = request.UserName,
            Name = request.Name.Trim(),
            Email = request.Email,
            Team = TeamName.Of(request.Team),
            Roles = [.. request.Roles.Distinct()],
            MustChangePassword = request.MustChangePassword ?? request.Password is null,
            SecondFactorRequired = request.SecondFactorRequired,
            CreatedAt = time.GetUtcNow(),
        };
        if (request.Password is not null && accounts.FaultOf(user, request.Password) is { } fault) return new Invalid(UserChecks.OfPassword(fault, rules));
        var made = request.Password is null ? Secrets.Password() : null;
        accounts.Add(user, request.Password ?? made!);
        if (await IsTakenAsync(db, user, cancellationToken)) return NameTaken(user);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await IsTakenAsync(db, user, cancellationToken)) return NameTaken(user);
            throw;
        }
        return TypedResults.Created($"/api/v1/users/{user.Id}", new NewUserView(await db.ShowAsync(user, time.GetUtcNow(), cancellationToken), made));
    }

    private static Task<bool> IsTakenAsync(IdentityDb db, User user, CancellationToken cancellationToken) =>
        db.Users.AnyAsync(other => other.NormalizedUserName == user.NormalizedUserName, cancellationToken);

    private static Refused NameTaken(User user) => new("users.name-taken", $"There is a user '{user.UserName}' already. Choose another user name.");
}
