using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmPlatform.Identity.Tests.Support;

/// <summary>An app people sign in through: authorization code with PKCE.</summary>
public sealed class ClientApp(IdentityServer server, string clientId)
{
    public const string Callback = "http://localhost:9999/callback";
    public const string AfterSignOut = "http://localhost:9999/bye";
    private readonly string verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public string ClientId => clientId;

    public string RequestAddress(string scope = "openid profile email offline_access crm.api", params (string Name, string? Value)[] other)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = clientId,
            ["redirect_uri"] = Callback,
            ["response_type"] = "code",
            ["scope"] = scope,
            ["state"] = "the-state",
            ["nonce"] = "the-nonce",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in other) query[name] = value;
        return QueryHelpers.AddQueryString("/connect/authorize", query.Where(pair => pair.Value is not null));
    }

    /// <summary>What the redirect back to the app carries.</summary>
    public static IReadOnlyDictionary<string, string> Read(Seen redirect)
    {
        Assert.StartsWith(Callback, redirect.Location, StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(new Uri(redirect.Location!).Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    public Task<Answer> ExchangeAsync(string code, string? otherVerifier = null) => server.PostFormAsync("/connect/token", new()
    {
        ["grant_type"] = "authorization_code",
        ["client_id"] = clientId,
        ["code"] = code,
        ["redirect_uri"] = Callback,
        ["code_verifier"] = otherVerifier ?? verifier,
    });

    public Task<Answer> RefreshAsync(string refreshToken) => server.PostFormAsync("/connect/token", new()
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = clientId,
        ["refresh_token"] = refreshToken,
    });

    /// <summary>A whole sign-in in a browser of its own.</summary>
    public async Task<Answer> SignInAsync(Person person)
    {
        using var browser = new Browser(server);
        return await SignInAsync(browser, person);
    }

    public async Task<Answer> SignInAsync(Browser browser, Person person)
    {
        var back = await browser.SignInAsync(person, RequestAddress());
        return (await ExchangeAsync(Read(back)["code"])).Expect(HttpStatusCode.OK);
    }

    public async Task<Answer> RevokeAsync(string token) => await server.PostFormAsync("/connect/revoke", new() { ["client_id"] = clientId, ["token"] = token });
}

internal static class TokenAnswers
{
    public static string Access(this Answer answer) => (string)answer["access_token"]!;

    public static string Refresh(this Answer answer) => (string)answer["refresh_token"]!;
}
