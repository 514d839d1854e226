using System.ComponentModel.DataAnnotations;

namespace CrmPlatform.Engagement.Domain;

/// <summary>Thresholds and defaults of the Engagement service.</summary>
public sealed class EngagementOptions
{
    public const string Section = "Engagement";

    /// <summary>E2: metres from the customer's address within which a check-in counts as there.</summary>
    [Range(1, 100_000)]
    public int CheckInRadiusMetres { get; set; } = Geo.CheckInPlace.DefaultRadiusMetres;

    /// <summary>IANA name; days of diaries and cadences are the organisation's.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>How far a device's clock may be ahead of ours before what it says is refused.</summary>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromMinutes(10);
}
