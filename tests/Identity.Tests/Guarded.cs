using System.Net;
using System.Security.Cryptography;
using CrmPlatform.Identity.Tests.Support;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CrmPlatform.Identity.Tests;

/// <summary>Whom another service lets in.</summary>
public sealed class Guarded(SharedServer shared) : IAsyncLifetime
{
    private readonly IdentityServer server = shared.Server;
    private readonly RsaSecurityKey foreignKey = new(RSA.Create(2048)) { KeyId = "foreign" };
    private GuardedService guarded = null!;

    public async ValueTask InitializeAsync() => guarded = await GuardedService.StartAsync(server);

    public async ValueTask DisposeAsync()
    {
        foreignKey.Rsa.Dispose();
        await guarded.DisposeAsync();
    }

    [Fact]
    public async Task People_and_services_come_in_where_they_may()
    {
        var (client, person) = (await server.NewAppAsync(), await server.NewPersonAsync("sales", "north"));
        var token = (await client.SignInAsync(person)).Access();
        Assert.Equal($"{person.Id} Person {person.UserName} north Team {client.ClientId}", (await guarded.GetAsync("/customers", token)).Expect(HttpStatusCode.OK).Text);
        (await guarded.GetAsync("/internal", token)).Expect(HttpStatusCode.Forbidden);

        var service = (await server.TokenAsync(IdentityServer.Service, IdentityServer.Secret + IdentityServer.Service, "crm.internal")).Access();
        (await guarded.GetAsync("/internal", service)).Expect(HttpStatusCode.OK);
        (await guarded.GetAsync("/customers", service)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_token_it_would_believe_is_made_as_the_others_here_are()
    {
        // The counterpart of the refusals below: with everything right but the key, only the key is wrong.
        var forged = Forge();
        Assert.Equal(3, forged.Split('.').Length);
        (await guarded.GetAsync("/customers", forged)).Expect(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("other audience")]
    [InlineData("other issuer")]
    [InlineData("symmetric")]
    [InlineData("identity token")]
    [InlineData("refresh token")]
    [InlineData("changed payload")]
    [InlineData("signature cut off")]
    public async Task Other_tokens_are_refused(string kind)
    {
        var (client, person) = (await server.NewAppAsync(), await server.NewPersonAsync("admin"));
        var tokens = await client.SignInAsync(person);
        var good = tokens.Access();
        (await guarded.GetAsync("/customers", good)).Expect(HttpStatusCode.OK);
        var parts = good.Split('.');
        var token = kind switch
        {
            "none" => $"{Encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}")}.{parts[1]}.",
            "other audience" => await TokenForOtherAudienceAsync(),
            "other issuer" => Forge(issuer: "http://evil.test/"),
            "symmetric" => ForgeSymmetric(await PublicKeyAsync()),
            "identity token" => (string)tokens["id_token"]!,
            "refresh token" => tokens.Refresh(),
            "changed payload" => $"{parts[0]}.{Encode(Tokens.Payload(good).ToJsonString().Replace("admin", "manager", StringComparison.Ordinal))}.{parts[2]}",
            _ => $"{parts[0]}.{parts[1]}.",
        };
        (await guarded.GetAsync("/customers", token)).Expect(HttpStatusCode.Unauthorized);
    }

    // A token of the same issuer and key that was not meant for the API: without a scope of ours it has no audience of ours.
    private async Task<string> TokenForOtherAudienceAsync()
    {
        var (client, person) = (await server.NewAppAsync(), await server.NewPersonAsync("admin"));
        using var browser = new Browser(server);
        var back = await browser.SignInAsync(person, client.RequestAddress("openid profile"));
        return (await client.ExchangeAsync(ClientApp.Read(back)["code"])).Expect(HttpStatusCode.OK).Access();
    }

    private string Forge(string issuer = IdentityServer.PublicUrl) => Make(issuer, new SigningCredentials(foreignKey, SecurityAlgorithms.RsaSha256));

    // The public key taken for a shared secret: the oldest of the tricks.
    private static string ForgeSymmetric(byte[] publicKey) =>
        Make(IdentityServer.PublicUrl, new SigningCredentials(new SymmetricSecurityKey(publicKey), SecurityAlgorithms.HmacSha256));

    private static string Make(string issuer, SigningCredentials credentials) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = issuer,
        Audience = "crm-api",
        Claims = new Dictionary<string, object> { ["sub"] = "intruder", ["name"] = "Intruder", ["role"] = "admin", ["scope"] = "crm.api crm.internal" },
        Expires = DateTime.UtcNow.AddMinutes(5),
        TokenType = "at+jwt",
        SigningCredentials = credentials,
    });

    private async Task<byte[]> PublicKeyAsync()
    {
        using var anybody = server.Host.Client(null);
        var key = (await anybody.GetAsync("/.well-known/jwks"))["keys"]![0]!;
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = System.Buffers.Text.Base64Url.DecodeFromChars((string?)key["n"]), Exponent = System.Buffers.Text.Base64Url.DecodeFromChars((string?)key["e"]),
        });
        return rsa.ExportSubjectPublicKeyInfo();
    }

    private static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(text));
}
