using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>C2 基础资料, without what is sensitive.</summary>
/// <param name="Birthday">Year, month and day such as <c>1980-05-17</c>; a lunar month may have 30 days, the second one too.</param>
/// <param name="BirthdayIsLunar">The day is one of the Chinese calendar (农历).</param>
/// <param name="BirthdayIsInLeapMonth">And its month the leap month of that number (闰).</param>
public sealed record ProfileBasics(
    [property: StringLength(200)] string? Occupation = null,
    [property: StringLength(1000)] string? Personality = null,
    [property: StringLength(1000)] string? Preferences = null,
    [property: StringLength(200)] string? Education = null,
    [property: StringLength(1000)] string? SocialTies = null,
    [property: RegularExpression("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", ErrorMessage = "A day such as 1980-05-17 is expected.")] string? Birthday = null,
    bool BirthdayIsLunar = false,
    bool BirthdayIsInLeapMonth = false)
{
    /// <summary>The day that returns, and the year of its calendar in which it was first; null where it is not known.</summary>
    internal (YearlyDay Day, int Year)? Born => Birthday is not { } written ? null : (new YearlyDay(
        BirthdayIsLunar ? CareCalendar.Lunar : CareCalendar.Solar, Number(written[5..7]), Number(written[8..]), BirthdayIsInLeapMonth), Number(written[..4]));

    // C15: a lunar day need not be one of the solar calendar: 30 February is a birthday of many.
    internal Refusal? CheckBirthday(DateOnly today)
    {
        if (Born is not { } born) return null;
        if (!born.Day.IsPossible || born.Year == 0 || (!BirthdayIsLunar && born.Day.Day > DateTime.DaysInMonth(born.Year, born.Day.Month)))
            return Refusal.Invalid("basics.birthday", "profile.no-such-day", BirthdayIsLunar ? "A lunar month is 1 to 12 and has at most 30 days." : "There is no such day in the solar calendar.");
        return born.Year > born.Day.YearOf(today) || born.Day.In(born.Year) > today
            ? Refusal.Invalid("basics.birthday", "profile.birthday-to-come", "Nobody is born on a day to come.")
            : null;
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}

/// <summary>C2 客户特征.</summary>
public sealed record ProfileTraits(
    [property: StringLength(1000)] string? WorkingStyle = null,
    [property: StringLength(1000)] string? ManagementLevel = null);

/// <summary>C2 业务状况.</summary>
public sealed record ProfileBusiness(
    [property: StringLength(1000)] string? CapitalStrength = null,
    [property: StringLength(1000)] string? CostBudget = null,
    [property: StringLength(1000)] string? CostControl = null,
    [property: StringLength(1000)] string? SalesStatus = null,
    [property: StringLength(1000)] string? CostRecovery = null);

/// <summary>C2: what the customer says it needs, what it needs without saying so, and how it likes to be spoken with.</summary>
public sealed record ProfileNeeds(
    [property: MaxLength(50)] IReadOnlyList<string>? Explicit = null,
    [property: MaxLength(50)] IReadOnlyList<string>? Latent = null,
    [property: MaxLength(10)] IReadOnlyList<ContactChannel>? PreferredChannels = null,
    [property: MaxLength(50)] IReadOnlyList<string>? PurchaseDrivers = null,
    [property: MaxLength(50)] IReadOnlyList<string>? Interests = null,
    [property: StringLength(1000)] string? Lifestyle = null)
{
    private const int LongestItem = 400;

    internal Refusal? Check()
    {
        foreach (var (name, items) in new[] { ("explicit", Explicit), ("latent", Latent), ("purchaseDrivers", PurchaseDrivers), ("interests", Interests) })
            if ((items ?? []).Any(item => string.IsNullOrWhiteSpace(item) || item.Length > LongestItem))
                return Refusal.Invalid($"needs.{name}", "profile.item", $"Each has 1 to {LongestItem} characters.");
        return null;
    }
}

/// <summary>C2: the fields that a right of their own reads; encrypted where they are stored.</summary>
/// <param name="AnnualIncome">Major units of <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record SensitiveProfile(
    [property: Range(0, 1_000_000_000_000)] decimal? AnnualIncome = null,
    [property: RegularExpression("^[A-Z]{3}$", ErrorMessage = "Three capital letters of ISO 4217 are expected.")] string? Currency = null,
    [property: StringLength(1000)] string? Funds = null,
    [property: StringLength(2000)] string? Health = null,
    [property: StringLength(2000)] string? Family = null)
{
    internal bool IsEmpty => this == new SensitiveProfile();
}
