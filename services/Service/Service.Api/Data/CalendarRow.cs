using CrmPlatform.Service.Domain.Calendars;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Data;

/// <summary>S5: a business calendar as it is stored; known by its code.</summary>
internal sealed class CalendarRow : Entity, IHasHistory
{
    /// <summary>The calendar of complaints that name none.</summary>
    public const string Standard = "standard";

    private CalendarRow() { }

    public string Code { get; private set; } = "";

    public CalendarDefinition Definition { get; private set; } = null!;

    public Guid HistorySubject => Id;

    public static CalendarRow Enter(CalendarDefinition definition) => new() { Code = definition.Id, Definition = definition };

    public void Change(CalendarDefinition definition) => Definition = definition;
}
