using System.Net;
using CrmPlatform.Identity.Tests.Support;
using CrmPlatform.Testing;

namespace CrmPlatform.Identity.Tests;

public sealed class Discovery(SharedServer shared)
{
    private readonly IdentityServer server = shared.Server;

    [Fact]
    public async Task The_metadata_names_the_public_addresses_wherever_it_is_read()
    {
        var metadata = await ReadAsync("/.well-known/openid-configuration");
        Assert.Equal("http://crm.test/", (string?)metadata["issuer"]);
        Assert.Equal("http://crm.test/connect/authorize", (string?)metadata["authorization_endpoint"]);
        Assert.Equal("http://crm.test/connect/token", (string?)metadata["token_endpoint"]);
        Assert.Equal("http://crm.test/connect/revoke", (string?)metadata["revocation_endpoint"]);
        Assert.Equal("http://crm.test/connect/introspect", (string?)metadata["introspection_endpoint"]);
        Assert.Equal("http://crm.test/connect/logout", (string?)metadata["end_session_endpoint"]);
        Assert.Equal("http://crm.test/connect/userinfo", (string?)metadata["userinfo_endpoint"]);
        Assert.Equal("http://crm.test/.well-known/jwks", (string?)metadata["jwks_uri"]);
    }

    [Fact]
    public async Task The_metadata_offers_what_there_is_and_nothing_weaker()
    {
        var metadata = await ReadAsync("/.well-known/openid-configuration");
        Assert.Equal(["authorization_code", "client_credentials", "refresh_token"], Texts(metadata, "grant_types_supported").Order());
        Assert.Equal(["code"], Texts(metadata, "response_types_supported"));
        Assert.Equal(["S256"], Texts(metadata, "code_challenge_methods_supported"));
        Assert.Contains("crm.api", Texts(metadata, "scopes_supported"));
        Assert.Equal(["RS256"], Texts(metadata, "id_token_signing_alg_values_supported"));
        Assert.Equal((string?)metadata["issuer"], (string?)(await ReadAsync("/.well-known/oauth-authorization-server"))["issuer"]);
    }

    [Fact]
    public async Task The_key_set_holds_public_halves_only()
    {
        var keys = (await ReadAsync("/.well-known/jwks"))["keys"]!.AsArray();
        var key = Assert.Single(keys)!.AsObject();
        Assert.Equal("RSA", (string?)key["kty"]);
        Assert.Equal("sig", (string?)key["use"]);
        Assert.Equal(256, System.Buffers.Text.Base64Url.DecodeFromChars((string?)key["n"]).Length);
        Assert.DoesNotContain(key, pair => pair.Key is "d" or "p" or "q" or "dp" or "dq" or "qi" or "k");
    }

    [Fact]
    public async Task The_service_is_well()
    {
        using var anybody = server.Host.Client(null);
        (await anybody.GetAsync("/health")).Expect(HttpStatusCode.OK);
        (await anybody.GetAsync("/alive")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_document_of_its_api_can_be_read()
    {
        using var anybody = server.Host.Client(null);
        var document = (await anybody.GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK);
        Assert.StartsWith("3.1", (string?)document["openapi"], StringComparison.Ordinal);
        Assert.NotNull(document["paths"]!["/api/v1/users"]!["post"]);
        Assert.Null(document["paths"]!["/connect/sign-in"]);
    }

    private async Task<Answer> ReadAsync(string path)
    {
        using var anybody = server.Host.Client(null);
        return (await anybody.GetAsync(path)).Expect(HttpStatusCode.OK);
    }

    private static IEnumerable<string> Texts(Answer answer, string field) => answer[field]!.AsArray().Select(node => (string)node!);
}
