using CrmPlatform.Identity.Data;

namespace CrmPlatform.Identity.Accounts;

internal static class SecondFactorRule
{
    /// <summary>Whether a person must have a second factor: because of themselves, or of a role.</summary>
    public static bool IsRequiredOf(this SecondFactorOptions options, User user) =>
        user.SecondFactorRequired || user.Roles.Intersect(options.RequiredRoles).Any();
}
