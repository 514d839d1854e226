using System.Security.Cryptography;
using System.Text;
using CrmPlatform.Engagement.Domain.Recurrence;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;

namespace CrmPlatform.Engagement.Domain.Calendars;

/// <summary>
/// E12: a person's entries as an iCalendar stream (RFC 5545). The same entries give the same octets, in whatever order they come and
/// whenever they are asked for: DTSTAMP is the last change of an entry, not the time of the request, so the entity tag stays too.
/// </summary>
/// <param name="Text">With CRLF, to be sent as text/calendar; charset=utf-8.</param>
/// <param name="ETag">A strong entity tag with its quotes.</param>
internal sealed record CalendarFeed(string Text, string ETag)
{
    private const string ProductId = "-//CrmPlatform//Engagement 1.0//EN";

    /// <param name="name">Display name of the calendar.</param>
    /// <param name="entries">In any order; each Uid once.</param>
    /// <exception cref="ArgumentException">See <see cref="Problems"/>.</exception>
    public static CalendarFeed Of(string name, IReadOnlyCollection<CalendarEntry> entries)
    {
        var problems = Problems(entries);
        if (problems.Count > 0) throw new ArgumentException(string.Join(", ", problems), nameof(entries));

        var calendar = new Ical.Net.Calendar { ProductId = ProductId };
        calendar.AddProperty("X-WR-CALNAME", Clean(name));
        calendar.AddProperty("X-PUBLISHED-TTL", "PT15M"); // how often clients need to ask; with the tag it costs them nothing
        foreach (var zone in ZonesOf(entries)) calendar.AddTimeZone(zone);
        foreach (var entry in entries.OrderBy(entry => entry.Uid, StringComparer.Ordinal))
        {
            calendar.Events.Add(Event(entry));
            foreach (var change in entry.Changed.OrderBy(change => change.OriginalStart)) calendar.Events.Add(Event(entry, change));
        }

        var text = new CalendarSerializer().SerializeToString(calendar)
            ?? throw new InvalidOperationException("The calendar could not be written.");
        return new CalendarFeed(text, $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]}\"");
    }

    /// <summary>What is wrong with entries, as stable codes; empty when they can be written.</summary>
    public static IReadOnlyList<string> Problems(IReadOnlyCollection<CalendarEntry> entries)
    {
        var codes = new List<string>();
        if (entries.DistinctBy(entry => entry.Uid).Count() != entries.Count) codes.Add("calendar.uid-repeated");
        if (entries.Any(entry => entry.End < entry.Start || entry.Changed.Any(change => change.End < change.Start)))
            codes.Add("calendar.ends-before-start");
        if (entries.Any(entry => DateTimeZoneProviders.Tzdb.GetZoneOrNull(entry.TimeZone) is null)) codes.Add("calendar.zone-unknown");
        if (entries.Any(entry => entry.Rule is not null && RecurringTime.Read(entry.Rule) is null)) codes.Add("calendar.rule-unreadable");
        if (entries.Any(entry => entry.Rule is null && entry.Except.Count + entry.Changed.Count > 0))
            codes.Add("calendar.change-without-series");
        return codes;
    }

    private static CalendarEvent Event(CalendarEntry entry, ChangedOccurrence? change = null)
    {
        var status = change?.Status ?? entry.Status;
        var takesTime = !entry.IsWholeDay && status != EntryStatus.Cancelled;
        var written = new CalendarEvent
        {
            Uid = entry.Uid,
            DtStamp = Utc(entry.Modified),
            Created = Utc(entry.Created),
            LastModified = Utc(entry.Modified),
            Sequence = entry.Sequence,
            Summary = Clean(entry.Summary),
            Description = entry.Description is { Length: > 0 } description ? Clean(description) : null,
            Location = entry.Location is { Length: > 0 } location ? Clean(location) : null,
            Url = entry.Link,
            Status = status switch
            {
                EntryStatus.Tentative => EventStatus.Tentative,
                EntryStatus.Cancelled => EventStatus.Cancelled,
                _ => EventStatus.Confirmed,
            },
            Transparency = takesTime ? TransparencyType.Opaque : TransparencyType.Transparent,
            Start = Wall(entry, change?.Start ?? entry.Start, change?.TimeZone),
            End = EndOf(entry, change?.End ?? entry.End, change?.TimeZone),
        };
        if (change is not null)
            written.RecurrenceIdentifier = new RecurrenceIdentifier(Wall(entry, change.OriginalStart), RecurrenceRange.ThisInstance);
        else
            AddSeries(entry, written);

        if (entry.RemindBefore is { } before && status != EntryStatus.Cancelled)
        {
            written.Alarms.Add(new Alarm
            {
                Action = AlarmAction.Display,
                Description = written.Summary,
                Trigger = new Trigger(Ical.Net.DataTypes.Duration.FromMinutes(-(int)before.TotalMinutes)),
            });
        }
        return written;
    }

    private static void AddSeries(CalendarEntry entry, CalendarEvent written)
    {
        if (entry.Rule is null) return;
        var rule = new RecurringTime(entry.Rule, entry.Start, entry.End - entry.Start, entry.TimeZone, entry.Except).InUtc();
        // RFC 5545, 3.3.10: UNTIL is a date exactly when DTSTART is one.
        if (entry.IsWholeDay && rule.Until is { } until) rule.Until = new CalDateTime(until.ToTimeZone(entry.TimeZone).Date);
        written.RecurrenceRule = rule;
        foreach (var except in entry.Except.Order()) written.ExceptionDates.Add(Wall(entry, except));
    }

    private static CalDateTime Wall(CalendarEntry entry, DateTime time, string? zone = null) =>
        entry.IsWholeDay
            ? new CalDateTime(DateOnly.FromDateTime(time))
            : new CalDateTime(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), zone ?? entry.TimeZone, true);

    /// <summary>DTEND is the first moment after: for whole days the day after the last.</summary>
    private static CalDateTime EndOf(CalendarEntry entry, DateTime end, string? zone) =>
        entry.IsWholeDay ? new CalDateTime(DateOnly.FromDateTime(end).AddDays(1)) : Wall(entry, end, zone);

    private static CalDateTime Utc(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        return new CalDateTime(utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond)), CalDateTime.UtcTzId, true);
    }

    /// <summary>A VTIMEZONE for each zone that is used, from the year of its first entry on.</summary>
    private static IEnumerable<VTimeZone> ZonesOf(IEnumerable<CalendarEntry> entries) =>
        entries
            .Where(entry => !entry.IsWholeDay && entry.TimeZone != CalDateTime.UtcTzId)
            .GroupBy(entry => entry.TimeZone, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => ZoneFrom(group.Key, group.Min(entry => entry.Start).Year));

    private static VTimeZone ZoneFrom(string id, int year)
    {
        var still = DateTimeZoneProviders.Tzdb[id].GetZoneInterval(Instant.FromUtc(year, 1, 1, 0, 0).Minus(NodaTime.Duration.FromDays(1)));
        if (still.HasEnd) return VTimeZone.FromDateTimeZone(id, new DateTime(year, 1, 1), false);

        // A zone whose clocks are never changed again, such as China's: one offset, and no yearly rule of a change that is none.
        var offset = new UtcOffset(still.WallOffset.ToTimeSpan());
        var zone = new VTimeZone(id);
        zone.AddChild(new VTimeZoneInfo("STANDARD")
        {
            DtStart = new CalDateTime(1970, 1, 1, 0, 0, 0),
            OffsetFrom = offset,
            OffsetTo = offset,
            TimeZoneName = still.Name,
        });
        return zone;
    }

    /// <summary>TEXT has no control characters but the line break (RFC 5545, 3.3.11); what people paste has.</summary>
    private static string Clean(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").Where(letter => letter == '\n' || !char.IsControl(letter)));
}
