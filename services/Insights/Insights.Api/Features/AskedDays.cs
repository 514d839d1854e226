using CrmPlatform.Insights.Domain;

namespace CrmPlatform.Insights.Features;

/// <summary>I13: a range of days and whose days they are: the organisation's, or those of the caller's own time zone.</summary>
internal sealed record AskedDays(Days Days, OrganisationCalendar Calendar, bool OfOrganisation)
{
    public DateTimeOffset Start => Calendar.StartOf(Days.From);

    /// <summary>The instant after the last day.</summary>
    public DateTimeOffset End => Calendar.StartOf(Days.To.AddDays(1));

    /// <summary>Organisation days that touch the range, by number: what indexes know. A zone is at most 14 hours off.</summary>
    public (int First, int Last) Touched => OfOrganisation ? (Days.From.DayNumber, Days.To.DayNumber) : (Days.From.DayNumber - 2, Days.To.DayNumber + 2);

    public static AskedDays Of(DateOnly? from, DateOnly? to, string? zone, OrganisationCalendar organisation, TimeProvider time, int usual = 90)
    {
        if (zone is null || zone == organisation.Zone) return new(Days.Of(from, to, organisation.Today, usual), organisation, true);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            throw InsightRefusedException.OutOfRange("zone", zone, "an IANA time zone, such as Asia/Shanghai");
        var calendar = new OrganisationCalendar(found, time);
        return new(Days.Of(from, to, calendar.Today, usual), calendar, false);
    }

    public static AskedDays Of(DateOnly? from, DateOnly? to, OrganisationCalendar organisation, TimeProvider time, int usual = 90) => Of(from, to, null, organisation, time, usual);
}
