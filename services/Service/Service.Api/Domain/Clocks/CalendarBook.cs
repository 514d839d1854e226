using System.Collections.Frozen;
using CrmPlatform.Service.Domain.Calendars;

namespace CrmPlatform.Service.Domain.Clocks;

/// <summary>The calendars by id; an id nobody knows any more, and none, mean the default one.</summary>
internal sealed class CalendarBook
{
    private readonly FrozenDictionary<string, BusinessCalendar> calendars;

    public CalendarBook(BusinessCalendar standard, IEnumerable<BusinessCalendar> others)
    {
        Standard = standard;
        calendars = others.ToFrozenDictionary(calendar => calendar.Id, StringComparer.Ordinal);
    }

    public BusinessCalendar Standard { get; }

    public BusinessCalendar this[string? id] => id is not null && calendars.TryGetValue(id, out var calendar) ? calendar : Standard;
}
