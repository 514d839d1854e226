using System.Text.Json;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Calendars;
using CrmPlatform.Service.Domain.Clocks;
using Microsoft.EntityFrameworkCore;
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
        var calendars = (await db.Calendars.AsNoTracking().Select(row => row.Definition).ToListAsync(cancellationToken)).ConvertAll(definition => BusinessCalendar.From(definition).Value);
        var standard = calendars.Find(calendar => calendar.Id == CalendarRow.Standard) ?? BusinessCalendar.From(DefaultCalendar).Value;
        var levels = await db.Settings.AsNoTracking().Where(row => row.Name == SettingRow.ServiceLevels).Select(row => row.Value).SingleOrDefaultAsync(cancellationToken);
        return (known = new Page(stamp, new ClockRules(Levels(levels), new CalendarBook(standard, calendars)))).Rules;
    }

    /// <summary>Office hours in the organisation's zone, until somebody enters a calendar called <c>standard</c>.</summary>
    public CalendarDefinition DefaultCalendar => CalendarDefinition.OfficeHours(CalendarRow.Standard, options.Value.TimeZone);

    public static ServiceLevels Levels(string? stored) => stored is null ? ServiceLevels.Default : JsonSerializer.Deserialize<ServiceLevels>(stored, CourseJson.Options)!;

    private sealed record Page(long Stamp, ClockRules Rules);
}
