using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Protocol;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CrmPlatform.Identity.Features.Connect;

/// <summary>Who the holder of an access token is, as known now.</summary>
internal static class UserInfo
{
    public static async Task<Results<JsonHttpResult<Dictionary<string, object?>>, ChallengeHttpResult>> HandleAsync(HttpContext http, IdentityDb db)
    {
        var token = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal!;
        var subject = token.GetClaim(Claims.Subject)!;
        var claims = new Dictionary<string, object?> { [Claims.Subject] = subject };
        if (!Guid.TryParse(subject, out var id) || await db.Users.SingleOrDefaultAsync(user => user.Id == id, http.RequestAborted) is not { } person)
        {
            claims[Claims.Name] = token.GetClaim(Claims.Name);
            return TypedResults.Json(claims);
        }
        if (!person.Active) return TypedResults.Challenge(authenticationSchemes: [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        claims[Claims.Name] = person.Name;
        claims[Claims.PreferredUsername] = person.UserName;
        claims[Claims.Role] = person.Roles;
        if (person.Team is not null) claims[TokenClaims.Team] = person.Team;
        if (token.HasScope(Scopes.Email) && person.Email is not null) claims[Claims.Email] = person.Email;
        return TypedResults.Json(claims);
    }
}
