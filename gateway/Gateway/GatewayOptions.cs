using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Hosting;

namespace CrmPlatform.Gateway;

/// <summary>What the gateway lets through, and how much of it.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>Requests a second that a signed-in caller may keep up.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 2000;

    /// <summary>Requests a caller may send at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 8000;

    /// <summary>Requests a second from an address without a token, where nothing below says otherwise.</summary>
    [Range(1, 100_000)]
    public int AnonymousPerSecond { get; set; } = 20;

    [Range(1, 100_000)]
    public int AnonymousBurst { get; set; } = 200;

    /// <summary>Sign-ins and token requests a second from one address.</summary>
    [Range(1, 100_000)]
    public int SignInPerSecond { get; set; } = 10;

    [Range(1, 100_000)]
    public int SignInBurst { get; set; } = 100;

    /// <summary>Requests a second from one address to public forms: survey answers, complaint forms, calendars, unsubscribing.</summary>
    [Range(1, 100_000)]
    public int PublicPerSecond { get; set; } = 5;

    [Range(1, 100_000)]
    public int PublicBurst { get; set; } = 60;

    /// <summary>What costs much a second and caller, where it is started: imports, exports, requests of privacy, the rebuild.</summary>
    [Range(1, 100_000)]
    public int HeavyPerSecond { get; set; } = 5;

    [Range(1, 100_000)]
    public int HeavyBurst { get; set; } = 100;

    /// <summary>The largest body, where a route says nothing else.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBodyBytes { get; set; } = ServiceHost.MaxBodyBytes;

    /// <summary>The largest upload to an import or as an attachment.</summary>
    [Range(1, long.MaxValue)]
    public long MaxUploadBytes { get; set; } = 520L * 1024 * 1024;

    /// <summary>How long a service may take to answer.</summary>
    [LongerThanNothing]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a service that does not answer is left alone before it is asked again.</summary>
    public TimeSpan Rest { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the description of the whole API waits for that of one service; a service that takes longer is in the next one.</summary>
    public TimeSpan DescriptionPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Send Strict-Transport-Security; for when the gateway is reached by https only.</summary>
    public bool Hsts { get; set; }

    /// <summary>Send who comes by http to https.</summary>
    public bool RedirectToHttps { get; set; }

    /// <summary>Origins whose pages may call the API from a browser; none by default.</summary>
    public string[] CorsOrigins { get; set; } = [];

    /// <summary>Addresses or networks of proxies in front, whose <c>X-Forwarded-For</c> and <c>-Proto</c> are believed; nobody's by default.</summary>
    public string[] TrustedProxies { get; set; } = [];
}
