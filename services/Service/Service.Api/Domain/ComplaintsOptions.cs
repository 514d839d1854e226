using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Hosting;

namespace CrmPlatform.Service.Domain;

/// <summary>Thresholds and defaults of the Service service.</summary>
public sealed class ComplaintsOptions
{
    public const string Section = "Complaints";

    /// <summary>Where customers reach the platform; links in mails begin with it.</summary>
    [Required, WebAddress]
    public Uri PublicUrl { get; set; } = new("http://localhost:8080");

    /// <summary>S3: in whose queue a complaint waits when no rule names a team.</summary>
    [Required, StringLength(60)]
    public string FallbackTeam { get; set; } = "service";

    /// <summary>S5: the time zone of the default calendar, an IANA name.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>C20: where a phone number without country code is from (ISO 3166), as at Customers.</summary>
    [Required, StringLength(2, MinimumLength = 2)]
    public string Region { get; set; } = "CN";

    /// <summary>S6: the currency of refunds, ISO 4217.</summary>
    [Required, CurrencyCode]
    public string BaseCurrency { get; set; } = "CNY";

    /// <summary>S1: how many days a link to a complaint's status works.</summary>
    [Range(1, 365)]
    public int StatusLinkDays { get; set; } = 180;

    /// <summary>S3: a team's managers are told of a complaint nobody can take at most this often.</summary>
    public TimeSpan AlarmEvery { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>S1: how many forms, messages and answers one address may send in a minute without login.</summary>
    [Range(1, 100_000)]
    public int FormsPerMinute { get; set; } = 20;

    /// <summary>How many pages one address may look at in a minute without login.</summary>
    [Range(1, 100_000)]
    public int PublicReadsPerMinute { get; set; } = 120;

    /// <summary>S1: the domain in the Message-ID of what we send; mail that answers it finds its complaint by it. What comes in with one is our own and dropped: nobody else writes from this domain. The default is none that exists; set one in production.</summary>
    [Required]
    public string MailDomain { get; set; } = "complaints.invalid";

    /// <summary>S1: addresses complaints are sent to; mail from one of them would answer itself for ever.</summary>
    [BareMailAddress]
    public IList<string> MailAddresses { get; } = [];

    /// <summary>S2: the category of what comes in unsorted (mail, forms without one), until a person has read it.</summary>
    public Complaints.ComplaintCategory UnsortedCategory { get; set; } = Complaints.ComplaintCategory.Quality;

    /// <summary>S1: how many grumbles within <see cref="GrumbleDays"/> open a complaint.</summary>
    [Range(1, 100)]
    public int GrumbleCount { get; set; } = 3;

    [Range(1, 3650)]
    public int GrumbleDays { get; set; } = 90;

    /// <summary>S7: how many days a customer who was asked is left alone.</summary>
    [Range(0, 3650)]
    public int SurveyQuarantineDays { get; set; } = 30;

    /// <summary>S7: how long after a closing, visit or purchase the customer is asked.</summary>
    public TimeSpan SurveyDelay { get; set; } = TimeSpan.FromHours(1);

    /// <summary>S4: how far apart attempts to reach a customer lie that count towards a closing without an answer; three calls within a minute are one.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan AttemptsApart { get; set; } = TimeSpan.FromHours(4);

    /// <summary>S5: how often the passes look for what is due.</summary>
    [LongerThanNothing]
    public TimeSpan PassInterval { get; set; } = TimeSpan.FromSeconds(5);
}
