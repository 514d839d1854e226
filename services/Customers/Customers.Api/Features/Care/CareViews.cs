using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Care;

/// <param name="Month">1 to 12, of the calendar given.</param>
/// <param name="Day">Of the month; the 30th of a short lunar month and 29 February fall on the month's last day.</param>
/// <param name="LeapMonth">The leap month of that number (闰).</param>
/// <param name="Year">The first year, where known.</param>
/// <param name="Label">Whose or what for, where it is not the customer's own.</param>
/// <param name="LeadDays">How long before the care begins; 7 when left out.</param>
public sealed record CareDateRequest(
    CareKind Kind, CareCalendar Calendar, [property: Range(1, 12)] int Month, [property: Range(1, 31)] int Day, bool LeapMonth = false,
    [property: Range(1800, 2200)] int? Year = null, [property: StringLength(200)] string? Label = null, [property: Range(0, CareDateRequest.LongestLead)] int? LeadDays = null)
{
    internal const int LongestLead = 180;
}

/// <param name="NextOn">Its next return from today on, as a solar date.</param>
/// <param name="DueOn">When care for it begins, or has begun.</param>
public sealed record CareDateView(
    Guid Id, Guid CustomerId, CareKind Kind, CareCalendar Calendar, int Month, int Day, bool LeapMonth, int? Year, string? Label, int LeadDays, DateOnly? NextOn, DateOnly? DueOn,
    string Occasion, long Version) : IVersionedView
{
    internal static CareDateView Of(CareDate d, DateOnly? on) => new(
        d.Id, d.CustomerId, d.Kind, d.Calendar, d.Month, d.Day, d.LeapMonth, d.Year, d.Label, d.LeadDays, on, on?.AddDays(-d.LeadDays), d.Occasion, d.Version);
}

/// <param name="Classes">Customers of these classes are cared for; A and B when left out.</param>
/// <param name="Grades">And those of these grades; strategic and important when left out.</param>
public sealed record HolidayRequest(
    [property: Required, StringLength(100, MinimumLength = 1)] string NameEn, [property: Required, StringLength(100, MinimumLength = 1)] string NameZhHans,
    [property: Required, StringLength(100, MinimumLength = 1)] string NameZhHant, CareCalendar Calendar, [property: Range(1, 12)] int Month, [property: Range(1, 31)] int Day,
    [property: Range(0, 180)] int? LeadDays = null, bool Active = true, [property: MaxLength(3)] IReadOnlyList<AbcClass>? Classes = null,
    [property: MaxLength(4)] IReadOnlyList<ValueGrade>? Grades = null);

public sealed record HolidayView(
    string Code, string Name, string NameEn, string NameZhHans, string NameZhHant, CareCalendar Calendar, int Month, int Day, int LeadDays, bool Active, IReadOnlyList<AbcClass> Classes,
    IReadOnlyList<ValueGrade> Grades, DateOnly? NextOn, long Version) : IVersionedView
{
    internal static HolidayView Of(CareHoliday h, DateOnly today, ServiceDefaults.Vocabulary.Language language) => new(
        h.Code, h.Names.In(language), h.NameEn, h.NameZhHans, h.NameZhHant, h.Calendar, h.Month, h.Day, h.LeadDays, h.Active, h.Classes, h.Grades, h.Yearly.NextFrom(today), h.Version);
}
