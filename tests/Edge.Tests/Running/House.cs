using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.Standalone;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

[assembly: AssemblyFixture(typeof(CrmPlatform.Edge.Tests.Running.House))]

namespace CrmPlatform.Edge.Tests.Running;

/// <summary>
/// The whole platform in this process, spoken to through its gateway. It believes an issuer of the tests', so that a walk can be anybody
/// in no time, and has limits no walk reaches.
/// </summary>
public sealed class House : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private DataFolder data = null!;
    private TestIssuer issuer = null!;
    private TestIssuer stranger = null!;
    private readonly ErrorLog errors = new();
    private Platform platform = null!;

    public string Url => platform.Url;

    /// <summary>May do everything; a person of the staff register.</summary>
    public ApiClient Admin { get; private set; } = null!;

    /// <summary>The OpenAPI document that clients get.</summary>
    public JsonNode Document { get; private set; } = null!;

    /// <summary>The published list of codes.</summary>
    public IReadOnlySet<string> Codes { get; private set; } = null!;

    public Furniture Furniture { get; private set; } = null!;

    public IReadOnlyList<Operation> Operations { get; private set; } = null!;

    /// <summary>What was logged when a request went wrong on our side; null when nothing was.</summary>
    public string? ErrorBehind(Answer answer) => (int)answer.Status >= 500 ? errors.Of((string?)answer["traceId"]) : null;

    internal IReadOnlyList<WebApplication> Hosts => platform.Running;

    public async ValueTask InitializeAsync()
    {
        data = DataFolder.Open(folder.Path, out _)!;
        issuer = await TestIssuer.StartAsync();
        stranger = await TestIssuer.StartAsync();
        string[] settings =
        [
            .. new[] { "RequestsPerSecond", "Burst", "HeavyPerSecond", "HeavyBurst", "AnonymousPerSecond", "AnonymousBurst", "PublicPerSecond", "PublicBurst", "SignInPerSecond", "SignInBurst" }
                .Select(limit => $"--Gateway:{limit}=100000"),
            // What is walked is the whole, however long the machine takes for it.
            "--Gateway:DescriptionPatience=00:01:00", "--Complaints:FormsPerMinute=100000", "--Complaints:PublicReadsPerMinute=100000",
        ];
        platform = await Platform.StartAsync(new StandaloneOptions(folder.Path, Ports.Free(), Demo: false, Backup: null, RenewFeeds: false, settings), data, Customise, CancellationToken.None);
        Admin = As("ada", "admin");
        var document = await Admin.GetAsync("/openapi/v1.json");
        Assert.True(document.Status == HttpStatusCode.OK, $"{document}\n{ErrorBehind(document)}");
        Document = document.Json;
        Codes = Document["components"]!["schemas"]!["ProblemCode"]!["enum"]!.AsArray().Select(code => (string)code!).ToHashSet();
        Operations = Operation.AllOf(Document);
        Furniture = new Furniture(this);
        await Furniture.MoveInAsync();
    }

    public ApiClient As(string subject, string role, string team = "north") => new(Url, Token(subject, role, team));

    public ApiClient With(string? token) => new(Url, token);

    public string Token(string subject, string role, string team = "north") => issuer.Token(subject, [role], team);

    /// <summary>Tokens that nobody may believe, each wrong in one way only; by what is wrong with them.</summary>
    public IReadOnlyDictionary<string, string?> BadTokens()
    {
        var otherKey = new RsaSecurityKey(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };
        var good = Token("ada", "admin");
        return new Dictionary<string, string?>
        {
            ["none"] = null,
            ["a stranger's"] = stranger.Token("ada", ["admin"]),
            ["a stranger's with our issuer's name"] = stranger.Token("ada", ["admin"], issuer: issuer.Url),
            ["expired"] = issuer.Token("ada", ["admin"], expires: DateTime.UtcNow.AddMinutes(-5)),
            ["not valid yet"] = issuer.Token("ada", ["admin"], from: DateTime.UtcNow.AddMinutes(30)),
            ["another audience's"] = issuer.Token("ada", ["admin"], audience: "somebody-else"),
            ["another issuer's by our key"] = issuer.Token("ada", ["admin"], issuer: "https://elsewhere.example/"),
            ["signed with another key"] = issuer.Token("ada", ["admin"], signedWith: otherKey),
            ["unsigned"] = $"{Unsigned(good)}.",
            ["changed"] = Changed(good),
        };
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        if (platform is not null) await platform.DisposeAsync();
        if (issuer is not null) await issuer.DisposeAsync();
        if (stranger is not null) await stranger.DisposeAsync();
        data?.Dispose();
        folder.Dispose();
    }

    // Identity believes itself, wherever it runs; here it believes who all the others do.
    private void Customise(WebApplicationBuilder builder)
    {
        StandaloneProgram.Quiet(builder);
        builder.Logging.ClearProviders().AddProvider(errors);
        var metadata = $"{issuer.Url}/.well-known/openid-configuration";
        builder.Services.PostConfigure<AuthOptions>(auth => (auth.Issuer, auth.MetadataAddress) = (issuer.Url, metadata));
        if (builder.Configuration["Identity:PublicUrl"] is null) return;
        builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, jwt => jwt.ConfigurationManager =
            new ConfigurationManager<OpenIdConnectConfiguration>(metadata, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = false }));
    }

    private static string Unsigned(string token)
    {
        var none = Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""");
        return $"{none}.{token.Split('.')[1]}";
    }

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace("\"ada\"", "\"eve\"", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}";
    }
}
