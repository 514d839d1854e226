using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Hosting;

namespace CrmPlatform.ServiceDefaults.Auth;

/// <summary>Whose tokens are believed. Nothing here has a default that would let a stranger in.</summary>
public sealed class AuthOptions
{
    public const string Section = "Auth";

    /// <summary>The <c>iss</c> of the tokens, the public address of the issuer.</summary>
    [Required(ErrorMessage = "Auth:Issuer is not set: the address of the OpenID Connect issuer whose tokens are accepted.")]
    [WebAddress]
    public string Issuer { get; set; } = "";

    /// <summary>The <c>aud</c> that tokens for the platform carry.</summary>
    [Required(ErrorMessage = "Auth:Audience is empty: the audience that tokens for this API carry.")]
    public string Audience { get; set; } = "crm-api";

    /// <summary>Where the issuer's metadata is read, when that is another address than the public one.</summary>
    [WebAddress]
    public string? MetadataAddress { get; set; }

    private static readonly string[] DefaultAlgorithms = ["RS256", "ES256", "PS256"];

    /// <summary>Signature algorithms accepted, in place of RS256, ES256 and PS256; <c>none</c> and symmetric ones never are.</summary>
    public string[] Algorithms { get; set; } = [];

    internal string[] AcceptedAlgorithms => Algorithms.Length > 0 ? Algorithms : DefaultAlgorithms;

    public string Metadata => MetadataAddress ?? $"{Issuer.TrimEnd('/')}/.well-known/openid-configuration";
}

/// <summary>Who this service is when it asks another one.</summary>
public sealed class ServiceCredentialsOptions
{
    public const string Section = "ServiceCredentials";

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    public string Scope { get; set; } = "crm.internal";
}
