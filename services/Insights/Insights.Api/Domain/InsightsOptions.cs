using System.ComponentModel.DataAnnotations;

namespace CrmPlatform.Insights.Domain;

/// <summary>Thresholds and defaults of the Insights service.</summary>
public sealed class InsightsOptions
{
    public const string Section = "Insights";

    /// <summary>IANA name; days, weeks, months and years are the organisation's. The read models are cut by it: after a change, rebuild.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>C13: the one currency of all sums, ISO 4217.</summary>
    [Required, StringLength(3, MinimumLength = 3)]
    public string BaseCurrency { get; set; } = "CNY";

    /// <summary>Scores are taken anew at the soonest this long after the last time.</summary>
    public TimeSpan RescoreInterval { get; set; } = TimeSpan.FromSeconds(2);
}
