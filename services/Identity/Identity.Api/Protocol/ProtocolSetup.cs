using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Pages;
using Microsoft.Extensions.Options;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CrmPlatform.Identity.Protocol;

/// <summary>OpenID Connect: which flows there are, where, and for how long.</summary>
internal static class ProtocolSetup
{
    private static readonly string[] ConfigurationPaths = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"];

    public static void AddProtocol(this WebApplicationBuilder builder)
    {
        // Otherwise it tells every step of every request.
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning);
        // It writes whole requests with the names of who signs in, also for whoever sets the rest of it to more.
        builder.Logging.AddFilter("OpenIddict.Server.OpenIddictServerDispatcher", LogLevel.Warning);
        builder.Services.AddOpenIddict()
            .AddCore(core =>
            {
                core.UseEntityFrameworkCore().UseDbContext<IdentityDb>()
                    .ReplaceDefaultEntities<Client, Grant, OpenIddictEntityFrameworkCoreScope<Guid>, Token, Guid>();
                core.ReplaceApplicationManager<Client, ClientManager>();
            })
            .AddServer(server =>
            {
                server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow().RequireProofKeyForCodeExchange();
                server.Configure(options => options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain));
                server.RegisterScopes(Scopes.Profile, Scopes.Email, CrmScopes.Api, CrmScopes.Internal);
                server.RegisterClaims(Claims.Name, Claims.PreferredUsername, Claims.Email, Claims.Role, TokenClaims.Team, TokenClaims.SessionId);
                // Services check signatures by themselves; a refresh token is a key to a row, and short.
                server.DisableAccessTokenEncryption().UseReferenceRefreshTokens();
                server.AddEventHandler(ShowTrouble<OpenIddictServerEvents.ApplyAuthorizationResponseContext>.Descriptor);
                server.AddEventHandler(ShowTrouble<OpenIddictServerEvents.ApplyEndSessionResponseContext>.Descriptor);
                server.AddEventHandler(NoticeReusedToken.Descriptor);
                server.AddEventHandler(NoticeRefusedClient.Descriptor);
                server.RemoveEventHandler(OpenIddictServerHandlers.Introspection.ValidateAuthorizedParty.Descriptor);
                server.AddEventHandler(LetServicesIntrospect.Descriptor);
                server.AddEventHandler(TellServicesEverything.Descriptor);
                server.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableUserInfoEndpointPassthrough()
                    .EnableEndSessionEndpointPassthrough()
                    // The gateway ends TLS; what arrives here has come through it.
                    .DisableTransportSecurityRequirement();
            });
        builder.Services.AddScoped(provider => (ClientManager)provider.GetRequiredService<OpenIddictApplicationManager<Client>>());
        builder.Services.AddScoped<TokenReuse>();
        builder.Services.AddSingleton<AttemptLimits>();
        builder.Services.AddPublicAddress();
        builder.Services.AddOptions<OpenIddictServerOptions>().Configure<IOptions<IdentityOptions>>((server, identity) => Configure(server, identity.Value));
    }

    private static void Configure(OpenIddictServerOptions server, IdentityOptions identity)
    {
        var issuer = new Uri(identity.PublicUrl);
        server.Issuer = issuer;
        Set(server.ConfigurationEndpointUris, issuer, ConfigurationPaths);
        Set(server.JsonWebKeySetEndpointUris, issuer, "/.well-known/jwks");
        Set(server.AuthorizationEndpointUris, issuer, Paths.Authorize);
        Set(server.TokenEndpointUris, issuer, Paths.Token);
        Set(server.RevocationEndpointUris, issuer, Paths.Revoke);
        Set(server.IntrospectionEndpointUris, issuer, Paths.Introspect);
        Set(server.UserInfoEndpointUris, issuer, Paths.UserInfo);
        Set(server.EndSessionEndpointUris, issuer, Paths.SignOut);
        server.AccessTokenLifetime = server.IdentityTokenLifetime = identity.Tokens.Access;
        server.AuthorizationCodeLifetime = identity.Tokens.Code;
        server.RefreshTokenLifetime = identity.Tokens.Refresh;
        server.RefreshTokenReuseLeeway = identity.Tokens.ReuseLeeway > TimeSpan.Zero ? identity.Tokens.ReuseLeeway : null;
    }

    // The first address is what the metadata says, the public one; the second is where requests arrive behind the gateway.
    private static void Set(List<Uri> uris, Uri issuer, params string[] paths)
    {
        uris.Clear();
        foreach (var path in paths)
        {
            uris.Add(new Uri(issuer, path));
            uris.Add(new Uri(path.TrimStart('/'), UriKind.Relative));
        }
    }
}
