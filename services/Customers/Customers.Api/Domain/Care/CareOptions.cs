using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Hosting;

namespace CrmPlatform.Customers.Domain;

/// <summary>Defaults of the care calendar (C15).</summary>
public sealed class CareOptions
{
    public const string Section = "Care";

    /// <summary>Days between the beginning of the care and the day itself, where nothing else is said.</summary>
    [Range(0, 180)]
    public int LeadDays { get; set; } = 7;

    /// <summary>How often the calendar is looked through.</summary>
    [LongerThanNothing]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(15);
}
