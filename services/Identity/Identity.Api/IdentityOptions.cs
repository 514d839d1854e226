using System.ComponentModel.DataAnnotations;

namespace CrmPlatform.Identity;

/// <summary>Everything that can be set about identity. What has no sane default must be set, or the start stops and says so.</summary>
public sealed class IdentityOptions
{
    public const string Section = "Identity";

    /// <summary>The platform's public address: the <c>iss</c> of every token, and where browsers find the sign-in page.</summary>
    public string PublicUrl { get; set; } = "";

    internal bool IsSecure => PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where data-protection keys (unless set otherwise) and the first administrator's password lie; only the owner may read it.</summary>
    [Required(ErrorMessage = "Identity:DataDirectory is empty: the folder for keys and the first administrator's password.")]
    public string DataDirectory { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "CrmPlatform", "identity");

    /// <summary>The <c>aud</c> of access tokens.</summary>
    [Required(ErrorMessage = "Identity:Audience is empty: the audience that access tokens carry.")]
    public string Audience { get; set; } = "crm-api";

    /// <summary>The name authenticator apps show beside the account.</summary>
    [Required]
    public string Product { get; set; } = "CrmPlatform";

    private static readonly string[] Loopback = ["127.0.0.0/8", "::1/128"];

    /// <summary>
    /// Networks (CIDR) whose <c>X-Forwarded-For</c> is believed: where the gateway is; loopback when none are set. (Empty here because a
    /// configured list is added to a default one, not put in its place.)
    /// </summary>
    public string[] TrustedProxies { get; set; } = [];

    internal string[] BelievedProxies => TrustedProxies.Length > 0 ? TrustedProxies : Loopback;

    /// <summary>How long the sign-in audit is kept.</summary>
    public TimeSpan KeepAudit { get; set; } = TimeSpan.FromDays(365);

    /// <summary>False where this service runs alone: no other service's client is registered, and no secret of one is wanted.</summary>
    public bool RegisterServices { get; set; } = true;

    /// <summary>The clients of the platform's own services, by client id; each needs a secret.</summary>
    public Dictionary<string, ServiceClientOptions> Services { get; set; } = new(StringComparer.Ordinal)
    {
        ["service-customers"] = new(),
        ["service-engagement"] = new(),
        ["service-service"] = new(),
        ["service-insights"] = new(),
        ["service-notifications"] = new(),
        ["gateway"] = new(),
    };

    /// <summary>Clients that are there from the start; those made through the API need not stand here.</summary>
    public List<ClientSeed> Clients { get; set; } = [];

    public TokenOptions Tokens { get; set; } = new();

    public SigningKeyOptions Keys { get; set; } = new();

    public LockoutOptions Lockout { get; set; } = new();

    public PasswordOptions Passwords { get; set; } = new();

    public SecondFactorOptions SecondFactor { get; set; } = new();

    public AttemptOptions Attempts { get; set; } = new();
}

/// <summary>A service's own client.</summary>
public sealed class ServiceClientOptions
{
    /// <summary>At least 32 characters, random.</summary>
    public string? Secret { get; set; }
}

/// <summary>A client set up by configuration.</summary>
public sealed class ClientSeed
{
    public string ClientId { get; set; } = "";

    public string? Name { get; set; }

    /// <summary>Without one the client is public (a browser or desktop app) and can only use the code flow.</summary>
    public string? Secret { get; set; }

    public string[] RedirectUris { get; set; } = [];

    public string[] PostLogoutRedirectUris { get; set; } = [];

    /// <summary>The roles of the client's own tokens (client credentials).</summary>
    public string[] Roles { get; set; } = [];

    public string? Team { get; set; }
}

/// <summary>How long tokens and sessions live.</summary>
public sealed class TokenOptions
{
    /// <summary>Services believe an access token until it ends, whatever happens meanwhile: hence not long.</summary>
    public TimeSpan Access { get; set; } = TimeSpan.FromMinutes(15);

    public TimeSpan Code { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long somebody may be away before signing in again; each use gives a new token.</summary>
    public TimeSpan Refresh { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long a sign-in lasts at most, however much it is used.</summary>
    public TimeSpan Session { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a used refresh token may come again without being taken for stolen; for clients that cannot keep from asking twice.</summary>
    public TimeSpan ReuseLeeway { get; set; } = TimeSpan.Zero;
}

/// <summary>When signing keys come and go.</summary>
public sealed class SigningKeyOptions
{
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a key is published before it signs.</summary>
    public TimeSpan Announced { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often the keys are looked at; another replica's rotation is noticed this late.</summary>
    public TimeSpan Check { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>How many wrong attempts lock an account, and for how long.</summary>
public sealed class LockoutOptions
{
    [Range(1, 100)]
    public int Attempts { get; set; } = 5;

    public TimeSpan Duration { get; set; } = TimeSpan.FromMinutes(15);
}

/// <summary>What a password must be and how it is kept.</summary>
public sealed class PasswordOptions
{
    [Range(12, 64, ErrorMessage = "Identity:Passwords:Shortest must be 12 to 64 characters.")]
    public int Shortest { get; set; } = 12;

    [Range(64, 1000)]
    public int Longest { get; set; } = 128;

    /// <summary>Rounds of PBKDF2 with HMAC-SHA-512 (OWASP, 2023: 210 000 at least).</summary>
    [Range(100_000, 100_000_000, ErrorMessage = "Identity:Passwords:Iterations must be 100 000 at least.")]
    public int Iterations { get; set; } = 250_000;
}

/// <summary>Who must have a second factor; anybody may.</summary>
public sealed class SecondFactorOptions
{
    public string[] RequiredRoles { get; set; } = [];
}

/// <summary>How fast somebody may try.</summary>
public sealed class AttemptOptions
{
    /// <summary>Sign-in forms per minute for one user name from one address.</summary>
    [Range(1, 1_000_000)]
    public int SignInsPerUser { get; set; } = 20;

    /// <summary>Sign-in forms per minute from one address.</summary>
    [Range(1, 1_000_000)]
    public int SignInsPerAddress { get; set; } = 300;

    /// <summary>Token requests per minute of one client from one address.</summary>
    [Range(1, 1_000_000)]
    public int TokensPerClient { get; set; } = 600;
}
