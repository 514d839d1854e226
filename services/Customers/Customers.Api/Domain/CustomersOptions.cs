using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Hosting;

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
    [Required, CurrencyCode]
    public string BaseCurrency { get; set; } = "CNY";

    /// <summary>C16: a merge can be undone so long.</summary>
    public TimeSpan MergeUndoWindow { get; set; } = TimeSpan.FromDays(30);

    /// <summary>C17: an import can be undone so long after it ended.</summary>
    public TimeSpan ImportUndoWindow { get; set; } = TimeSpan.FromDays(30);

    /// <summary>C17, C20: an exported file, or an archive of all that is held on somebody, is kept so long.</summary>
    public TimeSpan ExportKeptFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>C5: high heat takes a contact within so many days.</summary>
    [Range(1, 3650)]
    public int HighHeatDays { get; set; } = 14;

    /// <summary>C5: mid heat takes a contact within so many days.</summary>
    [Range(1, 3650)]
    public int MidHeatDays { get; set; } = 45;

    /// <summary>C5: business counts as under way so many days after a purchase or a signed contract.</summary>
    [Range(1, 3650)]
    public int BusinessUnderWayDays { get; set; } = 365;

    /// <summary>C5: complaints of so many days make a problem customer.</summary>
    [Range(1, 3650)]
    public int ProblemWindowDays { get; set; } = 180;

    /// <summary>C5: so many complaints make a problem customer.</summary>
    [Range(1, 1000)]
    public int ProblemComplaints { get; set; } = 3;

    /// <summary>C6: a customer falls into the pool so many days after its follow-up cadence has passed.</summary>
    [Range(0, 3650)]
    public int PoolGraceDays { get; set; } = 30;

    /// <summary>C6: so many customers may one person claim on one day.</summary>
    [Range(1, 10_000)]
    public int ClaimsPerDay { get; set; } = 10;

    /// <summary>C10: what an hour of an activity costs us, in minor units of the base currency.</summary>
    [Range(0, 100_000_000)]
    public long HourlyCostMinor { get; set; } = 20_000;

    /// <summary>C10: cost and margin of a relationship are compared over so many months.</summary>
    [Range(1, 120)]
    public int LuxuryMonths { get; set; } = 12;

    /// <summary>C11: a decider whom nobody has met for so many days is a gap in the coverage.</summary>
    [Range(1, 3650)]
    public int DeciderUnmetDays { get; set; } = 90;

    /// <summary>C14: the most points that are given by hand in one booking without the right to keep the programme.</summary>
    [Range(0, 100_000_000)]
    public long PointsByHand { get; set; } = 1_000;

    /// <summary>IANA name; days, months and years of reports are the organisation's.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";

    public StandingTerms StandingTerms => new(
        TimeSpan.FromDays(HighHeatDays), TimeSpan.FromDays(MidHeatDays), TimeSpan.FromDays(BusinessUnderWayDays), TimeSpan.FromDays(ProblemWindowDays), ProblemComplaints);

    /// <summary>The organisation's day at an instant.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime);
}
