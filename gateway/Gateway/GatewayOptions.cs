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

    /// <summary>Requests a second from an address without a token: sign-in and public forms.</summary>
    [Range(1, 100_000)]
    public int AnonymousPerSecond { get; set; } = 20;

    [Range(1, 100_000)]
    public int AnonymousBurst { get; set; } = 200;

    /// <summary>The largest body, where a route says nothing else.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBodyBytes { get; set; } = ServiceHost.MaxBodyBytes;

    /// <summary>The largest upload to an import or as an attachment.</summary>
    [Range(1, long.MaxValue)]
    public long MaxUploadBytes { get; set; } = 520L * 1024 * 1024;

    /// <summary>How long a service may take to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Send Strict-Transport-Security; for when the gateway is reached by https only.</summary>
    public bool Hsts { get; set; }
}
