using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Calendars;
using CrmPlatform.Service.Domain.Clocks;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Desk;

/// <summary>S5: the service levels and calendars in force, remembered while their stamp stands.</summary>
internal sealed class ClockShelf(IOptions<ComplaintsOptions> options)
{
    private volatile Page? known;

    public async Task<ClockRules> ReadAsync(ComplaintsDb db, CancellationToken cancellationToken)
    {
        var stamp = await Stamps.ReadAsync(db, Stamps.ServiceLevels, cancellationToken);
        if (known is { } page && page.Stamp == stamp) return page.Rules;
        var standard = BusinessCalendar.From(CalendarDefinition.OfficeHours("standard", options.Value.TimeZone)).Value;
        return (known = new Page(stamp, new ClockRules(ServiceLevels.Default, new CalendarBook(standard, [])))).Rules;
    }

    private sealed record Page(long Stamp, ClockRules Rules);
}
