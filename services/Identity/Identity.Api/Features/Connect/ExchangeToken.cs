using System.Collections.Immutable;
using System.Security.Claims;
using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Protocol;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CrmPlatform.Identity.Features.Connect;

/// <summary>Gives tokens for a code, a refresh token or a client's own secret. What they say is read afresh each time.</summary>
internal static class ExchangeToken
{
    private static readonly TimeSpan Noticeable = TimeSpan.FromMinutes(1);

    public static async Task<Results<SignInHttpResult, ForbidHttpResult>> HandleAsync(
        HttpContext http, IdentityDb db, SessionRegister sessions, TokenReuse reuse, IOpenIddictApplicationManager clients, IOptions<IdentityOptions> options,
        TimeProvider time)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var principal = request.IsClientCredentialsGrantType()
            ? await OfClientAsync(request, db, clients, options.Value.Audience, http.RequestAborted)
            : await OfUserAsync(http, db, sessions, reuse, options.Value, time.GetUtcNow());
        return principal is null
            ? TypedResults.Forbid(new AuthenticationProperties(new Dictionary<string, string?>
            {
                [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant,
                [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = request.IsClientCredentialsGrantType()
                    ? "The person this client acts for may not come in any more."
                    : "The session is over. Sign in again.",
            }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme])
            : TypedResults.SignIn(principal, properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static async Task<ClaimsPrincipal?> OfUserAsync(
        HttpContext http, IdentityDb db, SessionRegister sessions, TokenReuse reuse, IdentityOptions options, DateTimeOffset now)
    {
        var shown = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        if (shown is null || !Guid.TryParse(shown.GetClaim(TokenClaims.SessionId), out var sessionId)) return null;
        if (await sessions.FindLiveAsync(sessionId, http.RequestAborted) is not { } live) return null;
        // The duty may have come since the sign-in. Asked before the token is used up: the session is as it was when the duty goes again.
        if (!live.Session.SecondFactor && options.SecondFactor.IsRequiredOf(live.User)) return null;
        if (!await reuse.IsFirstUseAsync(shown, live.Session, http.RequestAborted)) return null;
        if (now - live.Session.LastUsedAt > Noticeable)
        {
            // Past the version: that a session is in use changes nothing about it.
            await db.Sessions.Where(session => session.Id == sessionId)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.LastUsedAt, now), http.RequestAborted);
        }
        return TokenClaims.OfUser(live.User, live.Session, shown.GetScopes(), options.Audience);
    }

    private static async Task<ClaimsPrincipal?> OfClientAsync(
        OpenIddictRequest request, IdentityDb db, IOpenIddictApplicationManager clients, string audience, CancellationToken cancellationToken)
    {
        var client = await db.Clients.SingleAsync(c => c.ClientId == request.ClientId, cancellationToken);
        var person = client.ActsFor is { } id ? await db.Users.SingleOrDefaultAsync(user => user.Id == id, cancellationToken) : null;
        if (client.ActsFor is not null && person is not { Active: true }) return null;
        var scopes = request.GetScopes();
        // RFC 6749, section 3.3: who asks for no scope gets the default, here all it may have.
        if (scopes.IsEmpty) scopes = ScopesOf(await clients.GetPermissionsAsync(client, cancellationToken));
        return TokenClaims.OfClient(client, person, scopes, audience);
    }

    private static ImmutableArray<string> ScopesOf(ImmutableArray<string> permissions) =>
        [.. permissions.Where(permission => permission.StartsWith(Permissions.Prefixes.Scope, StringComparison.Ordinal))
            .Select(permission => permission[Permissions.Prefixes.Scope.Length..])
            .Where(scope => scope is CrmScopes.Api or CrmScopes.Internal)];
}
