using System.ComponentModel.DataAnnotations;

namespace CrmPlatform.Customers.Domain;

/// <summary>C2 基础资料, without what is sensitive.</summary>
/// <param name="BirthdayIsLunar">The day is one of the Chinese calendar (农历).</param>
public sealed record ProfileBasics(
    [property: StringLength(200)] string? Occupation = null,
    [property: StringLength(1000)] string? Personality = null,
    [property: StringLength(1000)] string? Preferences = null,
    [property: StringLength(200)] string? Education = null,
    [property: StringLength(1000)] string? SocialTies = null,
    DateOnly? Birthday = null,
    bool BirthdayIsLunar = false);

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
    [property: StringLength(1000)] string? Lifestyle = null);

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
