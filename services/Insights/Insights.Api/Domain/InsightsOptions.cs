using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Hosting;

namespace CrmPlatform.Insights.Domain;

/// <summary>Thresholds and defaults of the Insights service.</summary>
public sealed class InsightsOptions
{
    public const string Section = "Insights";

    /// <summary>IANA name; days, weeks, months and years are the organisation's. The read models are cut by it: after a change, rebuild.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>C13: the one currency of all sums, ISO 4217.</summary>
    [Required, CurrencyCode]
    public string BaseCurrency { get; set; } = "CNY";

    /// <summary>Scores are taken anew at the soonest this long after the last time.</summary>
    public TimeSpan RescoreInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The organisation's time at which values, zones, warnings, rules and clusters are computed; null leaves it to people.</summary>
    public TimeOnly? NightlyAt { get; set; } = new TimeOnly(2, 30);

    /// <summary>I4: gross margin where the ledger knows no costs.</summary>
    [Range(0, 1)]
    public double Margin { get; set; } = 0.3;

    /// <summary>I4: months a value looks ahead.</summary>
    [Range(1, 1200)]
    public int HorizonMonths { get; set; } = 24;

    /// <summary>I4: discount a year.</summary>
    [Range(-0.99, 100)]
    public double YearlyDiscount { get; set; } = 0.1;

    /// <summary>I4: the share of a brought customer's value credited to who brought it.</summary>
    [Range(0, 1)]
    public double ReferralShare { get; set; } = 0.2;

    /// <summary>I4: what a full knowledge score is worth, as a share of the transaction part.</summary>
    [Range(0, 1)]
    public double KnowledgeShare { get; set; } = 0.1;

    /// <summary>C4: franchisees in the top so much of franchisees are A.</summary>
    [Range(0, 1)]
    public double TopFranchisees { get; set; } = 0.2;

    /// <summary>C4: growth per year that B needs, in per cent.</summary>
    [Range(0, 1000)]
    public int GrowthPercent { get; set; } = 10;

    /// <summary>C4: cooperation and loyalty that B needs, of 5.</summary>
    [Range(1, 5)]
    public int MinimumRating { get; set; } = 4;

    /// <summary>I3: the share of customers that is the top by value.</summary>
    [Range(0, 1)]
    public double TopByValue { get; set; } = 0.4;

    /// <summary>I3: a change of so many per cent is rising or falling.</summary>
    [Range(0, 1000)]
    public int ZoneChangePercent { get; set; } = 10;

    /// <summary>I5: a warning comes from a probability of being alive below this.</summary>
    [Range(0, 1)]
    public double AliveBelow { get; set; } = 0.4;

    /// <summary>I5: silence is longer than so many of the customer's own mean gaps.</summary>
    [Range(1, 100)]
    public double SilentTimes { get; set; } = 3;

    /// <summary>I5: the share of warned customers nothing is undertaken for, so that the effect can be known.</summary>
    [Range(0, 0.5)]
    public double HoldBackShare { get; set; } = 0.1;

    /// <summary>I5: a warning that nobody ended runs out after so many days.</summary>
    [Range(1, 1000)]
    public int WarningDays { get; set; } = 90;

    /// <summary>I5: after a warning has ended a customer is left alone for so many days.</summary>
    [Range(0, 1000)]
    public int RestDays { get; set; } = 30;

    /// <summary>I5: a customer who bought within so many days after a warning has stayed.</summary>
    [Range(1, 1000)]
    public int OutcomeDays { get; set; } = 90;

    /// <summary>I5: value at risk, in minor units, from which a visit is proposed and not a call.</summary>
    [Range(typeof(long), "0", "9223372036854775807")]
    public long VisitFrom { get; set; } = 1_000_000;

    /// <summary>I5: value at risk, in minor units, below which an offer is enough.</summary>
    [Range(typeof(long), "0", "9223372036854775807")]
    public long CallFrom { get; set; } = 50_000;

    /// <summary>I8: the same cause again within so many days after closing is a recurrence.</summary>
    [Range(1, 1000)]
    public int RecurrenceDays { get; set; } = 90;

    /// <summary>I9: support and confidence of the nightly rules.</summary>
    [Range(0.000001, 1)]
    public double RuleSupport { get; set; } = 0.005;

    [Range(0, 1)]
    public double RuleConfidence { get; set; } = 0.3;

    /// <summary>I12: minutes a visit, a call, a task and a complaint are reckoned with in a workload.</summary>
    [Range(1, 1440)]
    public int VisitMinutes { get; set; } = 60;

    [Range(1, 1440)]
    public int TaskMinutes { get; set; } = 15;

    [Range(1, 1440)]
    public int ComplaintMinutes { get; set; } = 30;
}
