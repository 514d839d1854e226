using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Domain.Complaints;

namespace CrmPlatform.Service.Features.Complaints;

/// <summary>Who complains, where it is no customer we know, or how they want to be reached in this matter.</summary>
public sealed record ReporterRequest(
    [property: StringLength(200)] string? Name = null,
    [property: EmailAddress, StringLength(254)] string? Email = null,
    [property: StringLength(40)] string? Phone = null);

/// <summary>A complaint as it comes in.</summary>
/// <param name="CustomerId">Who complains; left out when it is nobody we know.</param>
/// <param name="Severity">As a person judges it; left out, it follows from impact and urgency, else it is <c>normal</c>.</param>
/// <param name="RemedySought">What the customer asks for.</param>
/// <param name="OccurredAt">When what is complained of happened.</param>
/// <param name="Language">BCP 47 tag of the language to answer in; the customer's when left out.</param>
/// <param name="Calendar">The business calendar the clocks run by; the default one when left out.</param>
public sealed record ComplaintRequest(
    IntakeChannel Channel,
    ComplaintCategory Category,
    [property: Required, StringLength(400, MinimumLength = 1)] string Summary,
    Guid? CustomerId = null,
    ReporterRequest? Reporter = null,
    [property: StringLength(60)] string? SubCategory = null,
    Severity? Severity = null,
    Complexity? Complexity = null,
    Impact? Impact = null,
    Urgency? Urgency = null,
    [property: StringLength(20_000)] string? Details = null,
    RemedySought? RemedySought = null,
    DateTimeOffset? OccurredAt = null,
    [property: RegularExpression("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", ErrorMessage = "A language tag is expected, such as en or zh-Hans."), StringLength(20)] string? Language = null,
    [property: StringLength(60)] string? Calendar = null);

/// <summary>S2: what a person who has read the complaint judges; every field is as a PUT would give it.</summary>
/// <param name="CustomerId">Whose it is, where that was not known when it came in; once said it stays.</param>
public sealed record AssessmentRequest(
    ComplaintCategory Category,
    Severity Severity,
    [property: Required, StringLength(400, MinimumLength = 1)] string Summary,
    [property: StringLength(60)] string? SubCategory = null,
    Complexity? Complexity = null,
    Impact? Impact = null,
    Urgency? Urgency = null,
    RemedySought? RemedySought = null,
    [property: StringLength(20_000)] string? Details = null,
    [property: Required, RegularExpression("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", ErrorMessage = "A language tag is expected, such as en or zh-Hans."), StringLength(20)] string Language = "zh-Hans",
    [property: StringLength(60)] string? Calendar = null,
    Guid? CustomerId = null)
{
    internal static AssessmentRequest Of(Complaint c) => new(
        c.Category, c.Severity, c.Summary, c.SubCategory, c.Complexity, c.Impact, c.Urgency, c.RemedySought, c.Details, c.Language, c.Calendar, c.CustomerId);

    internal Assessment ToDomain() => new(
        Category, string.IsNullOrWhiteSpace(SubCategory) ? null : SubCategory.Trim(), Severity, Complexity, Impact, Urgency, RemedySought, Summary.Trim(), Details, Language, Calendar);
}
