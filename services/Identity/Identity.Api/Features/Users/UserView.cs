using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Users;

/// <summary>An account. <c>Id</c> is the <c>sub</c> of the person's tokens.</summary>
public record UserView(
    Guid Id, string UserName, string Name, string? Email, string? Team, IReadOnlyList<string> Roles, bool Active, bool MustChangePassword,
    bool SecondFactor, bool SecondFactorRequired, DateTimeOffset? LockedUntil, DateTimeOffset? LastSignInAt, DateTimeOffset CreatedAt, long Version)
    : IVersionedView;

/// <summary>An account just opened, with the password that was made for it; it is shown this once.</summary>
public sealed record NewUserView(UserView User, string? TemporaryPassword) : UserView(User);

/// <summary>The password that was made; null when the caller gave one.</summary>
public sealed record NewPasswordView(Guid Id, string? TemporaryPassword, long Version) : IVersionedView;

internal static class UserViews
{
    public static UserView Show(User user, SignInState state, DateTimeOffset now) => new(
        user.Id, user.UserName!, user.Name, user.Email, user.Team, user.Roles, user.Active, user.MustChangePassword,
        user.TotpSecret is not null, user.SecondFactorRequired, state.IsLocked(now) ? state.LockedUntil : null, state.LastSignInAt, user.CreatedAt, user.Version);

    /// <summary>As stored now.</summary>
    public static async Task<UserView> ShowAsync(this IdentityDb db, User user, DateTimeOffset now, CancellationToken cancellationToken) =>
        Show(user, await db.SignInStates.AsNoTracking().SingleAsync(state => state.UserId == user.Id, cancellationToken), now);
}
