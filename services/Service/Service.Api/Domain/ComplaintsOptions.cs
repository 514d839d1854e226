using System.ComponentModel.DataAnnotations;

namespace CrmPlatform.Service.Domain;

/// <summary>Thresholds and defaults of the Service service.</summary>
public sealed class ComplaintsOptions
{
    public const string Section = "Complaints";

    /// <summary>Where customers reach the platform; links in mails begin with it.</summary>
    [Required]
    public Uri PublicUrl { get; set; } = new("http://localhost:8080");

    /// <summary>S3: in whose queue a complaint waits when no rule names a team.</summary>
    [Required, StringLength(60)]
    public string FallbackTeam { get; set; } = "service";

    /// <summary>S5: the time zone of the default calendar, an IANA name.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>S6: the currency of refunds, ISO 4217.</summary>
    [Required, StringLength(3, MinimumLength = 3)]
    public string BaseCurrency { get; set; } = "CNY";

    /// <summary>S1: how many days a link to a complaint's status works.</summary>
    [Range(1, 365)]
    public int StatusLinkDays { get; set; } = 180;

    /// <summary>S3: a team's managers are told of a complaint nobody can take at most this often.</summary>
    public TimeSpan AlarmEvery { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>S5: how often the passes look for what is due.</summary>
    public TimeSpan PassInterval { get; set; } = TimeSpan.FromSeconds(5);
}
