using System.Collections.Immutable;
using System.Security.Claims;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CrmPlatform.Identity.Protocol;

/// <summary>The scopes of the platform's own APIs.</summary>
internal static class CrmScopes
{
    /// <summary>The public API.</summary>
    public const string Api = "crm.api";

    /// <summary>The internal routes; only the platform's own services have it.</summary>
    public const string Internal = "crm.internal";
}

/// <summary>What tokens say of whom. Services decide by <c>sub</c>, <c>name</c>, <c>role</c> and <c>team</c>; any other issuer gives the same.</summary>
internal static class TokenClaims
{
    public const string Team = "team";
    public const string SessionId = "sid";

    public static ClaimsPrincipal OfUser(User user, Session session, ImmutableArray<string> scopes, string audience)
    {
        var principal = Make(user.Id.ToString(), user.Name, user.Roles, user.Team, scopes, audience);
        principal.SetClaim(Claims.PreferredUsername, user.UserName)
            .SetClaim(Claims.Email, user.Email)
            .SetClaim(SessionId, session.Id.ToString())
            .SetClaim(Claims.AuthenticationTime, session.StartedAt.ToUnixTimeSeconds());
        return principal.SetDestinations(DestinationsOf);
    }

    /// <summary>A client's own token: in its own name, or in that of the person it acts for.</summary>
    public static ClaimsPrincipal OfClient(Client client, User? actsFor, ImmutableArray<string> scopes, string audience)
    {
        var principal = actsFor is null
            ? Make(client.ClientId!, client.DisplayName ?? client.ClientId!, client.Roles.Append(Roles.ClientApp).Distinct(), client.Team, scopes, audience)
            : Make(actsFor.Id.ToString(), actsFor.Name, actsFor.Roles, actsFor.Team, scopes, audience);
        return principal.SetDestinations(DestinationsOf);
    }

    private static ClaimsPrincipal Make(
        string subject, string name, IEnumerable<string> roles, string? team, ImmutableArray<string> scopes, string audience)
    {
        var identity = new ClaimsIdentity("token", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subject).SetClaim(Claims.Name, name).SetClaims(Claims.Role, [.. roles]).SetClaim(Team, team);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        // Without a scope of ours a token opens nothing of ours.
        principal.SetResources(scopes.Contains(CrmScopes.Api) || scopes.Contains(CrmScopes.Internal) ? [audience] : []);
        return principal;
    }

    private static IEnumerable<string> DestinationsOf(Claim claim) => claim.Type switch
    {
        Claims.Name or Claims.Role or Team => [Destinations.AccessToken, Destinations.IdentityToken],
        Claims.PreferredUsername or SessionId or Claims.AuthenticationTime => [Destinations.IdentityToken],
        Claims.Email when claim.Subject!.HasScope(Scopes.Email) => [Destinations.IdentityToken],
        _ => [],
    };
}
