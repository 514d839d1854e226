using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CrmPlatform.Testing;

/// <summary>
/// A small OpenID Connect issuer on loopback: discovery, keys, client credentials for services, and any token a test wants. A
/// service under test believes it exactly as it would believe any other issuer.
/// </summary>
public sealed class TestIssuer : IAsyncDisposable
{
    private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };
    private WebApplication? app;

    public string Url { get; private set; } = "";

    public static async Task<TestIssuer> StartAsync()
    {
        var issuer = new TestIssuer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, object>
        {
            ["issuer"] = issuer.Url,
            ["jwks_uri"] = $"{issuer.Url}/keys",
            ["token_endpoint"] = $"{issuer.Url}/connect/token",
        });
        app.MapGet("/keys", () =>
        {
            var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(issuer.key.Rsa.ExportParameters(false)) { KeyId = issuer.key.KeyId });
            return new { keys = new[] { new { kty = jwk.Kty, use = "sig", kid = jwk.Kid, n = jwk.N, e = jwk.E, alg = "RS256" } } };
        });
        app.MapPost("/connect/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var client = form["client_id"].ToString();
            return new Dictionary<string, object>
            {
                ["access_token"] = issuer.Token(client, roles: [], scope: form["scope"].ToString(), client: client),
                ["expires_in"] = 3600,
                ["token_type"] = "Bearer",
            };
        });
        await app.StartAsync();
        issuer.app = app;
        issuer.Url = app.Urls.First();
        return issuer;
    }

    /// <summary>A signed access token; every argument can be wrong on purpose.</summary>
    public string Token(
        string subject, string[]? roles = null, string? team = null, string? name = null, string scope = "crm.api", string? client = null,
        string? issuer = null, string audience = "crm-api", DateTime? expires = null, SecurityKey? signedWith = null, DateTime? from = null)
    {
        var claims = new Dictionary<string, object> { ["sub"] = subject, ["name"] = name ?? subject, ["scope"] = scope };
        if (roles is { Length: > 0 }) claims["role"] = roles;
        if (team is not null) claims["team"] = team;
        if (client is not null) claims["client_id"] = client;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Url,
            Audience = audience,
            Claims = claims,
            NotBefore = from ?? Earlier(expires).AddHours(-2),
            IssuedAt = from ?? Earlier(expires).AddHours(-2),
            Expires = expires ?? DateTime.UtcNow.AddHours(1),
            TokenType = "at+jwt",
            SigningCredentials = new SigningCredentials(signedWith ?? key, SecurityAlgorithms.RsaSha256),
        });
    }

    // A token that has expired was issued before that; one that lasts for years was issued now.
    private static DateTime Earlier(DateTime? expires) => expires < DateTime.UtcNow ? expires.Value : DateTime.UtcNow;

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }
}
