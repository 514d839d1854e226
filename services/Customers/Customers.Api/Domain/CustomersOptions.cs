using System.ComponentModel.DataAnnotations;

namespace CrmPlatform.Customers.Domain;

/// <summary>Thresholds and defaults of the Customers service.</summary>
public sealed class CustomersOptions
{
    public const string Section = "Customers";

    /// <summary>ISO 3166 code of the country a phone number without country code is read in.</summary>
    [Required, StringLength(2, MinimumLength = 2)]
    public string Region { get; set; } = "CN";

    /// <summary>C6: where an ordinary customer goes when whoever opens the file has no team.</summary>
    [Required]
    public string SalesTeam { get; set; } = "sales";

    /// <summary>C6: where a potential customer goes when whoever opens the file has no team.</summary>
    [Required]
    public string MarketingTeam { get; set; } = "marketing";

    /// <summary>C13: the one currency of all sums, ISO 4217.</summary>
    [Required, StringLength(3, MinimumLength = 3)]
    public string BaseCurrency { get; set; } = "CNY";

    /// <summary>C16: a merge can be undone so long.</summary>
    public TimeSpan MergeUndoWindow { get; set; } = TimeSpan.FromDays(30);

    /// <summary>IANA name; days, months and years of reports are the organisation's.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";
}
