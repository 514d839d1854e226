using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Hosting;

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

    /// <summary>
    /// How often what is due is looked for (follow-up cycle, reminders, series, promises). Zero: never, for a replica that only serves
    /// requests.
    /// </summary>
    public TimeSpan RoundInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>E8: the currency all sums are in, by ISO 4217.</summary>
    [Required, CurrencyCode]
    public string BaseCurrency { get; set; } = "CNY";

    /// <summary>E9: working days after which an overdue promise goes to the manager.</summary>
    [Range(0, 250)]
    public int PromiseEscalationWorkingDays { get; set; } = 2;

    /// <summary>E1: how many days ahead the activities of a series stand in diaries.</summary>
    [Range(1, 700)]
    public int SeriesHorizonDays { get; set; } = 60;

    /// <summary>I5: days in which something is undertaken after a churn warning.</summary>
    [Range(1, 365)]
    public int InterventionDays { get; set; } = 3;

    /// <summary>E12: days back and ahead that a calendar feed shows.</summary>
    [Range(1, 3650)]
    public int CalendarPastDays { get; set; } = 90;

    [Range(1, 3650)]
    public int CalendarFutureDays { get; set; } = 365;

    /// <summary>E12: what follows the @ in the ids of calendar entries: the organisation's own domain.</summary>
    [Required]
    public string CalendarHost { get; set; } = "crm.example";

    /// <summary>How far a device's clock may be ahead of ours before what it says is refused.</summary>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromMinutes(10);
}
