using CrmPlatform.Engagement.Domain.Recurrence;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Calendars;

/// <summary>How an entry stands; a cancelled one stays in the feed, so that calendars that know it take it out.</summary>
public enum EntryStatus
{
    [Names("Tentative", "暂定", "暫定")] Tentative,
    [Names("Confirmed", "已确认", "已確認")] Confirmed,
    [Names("Cancelled", "已取消", "已取消")] Cancelled,
}

/// <summary>E12: one occurrence of a series that was moved or cancelled by itself.</summary>
/// <param name="OriginalStart">By the rule of the series, on the wall clock.</param>
/// <param name="TimeZone">Of start and end; null is the entry's.</param>
internal sealed record ChangedOccurrence(DateTime OriginalStart, DateTime Start, DateTime End, EntryStatus Status, string? TimeZone = null);

/// <summary>E12: what goes into a person's calendar. Times are on the wall clock of <see cref="TimeZone"/>.</summary>
internal sealed record CalendarEntry
{
    /// <summary>The same for the entry's whole life; part of it is the host, so that it is unique in the world.</summary>
    public required string Uid { get; init; }

    public required string Summary { get; init; }

    public required DateTime Start { get; init; }

    /// <summary>Not before the start. For a whole day the last day.</summary>
    public required DateTime End { get; init; }

    /// <summary>IANA name; of no meaning for whole days.</summary>
    public required string TimeZone { get; init; }

    public bool IsWholeDay { get; init; }

    public EntryStatus Status { get; init; } = EntryStatus.Confirmed;

    public string? Description { get; init; }

    public string? Location { get; init; }

    public Uri? Link { get; init; }

    /// <summary>RRULE of a series, see <see cref="RecurringTime"/>.</summary>
    public string? Rule { get; init; }

    /// <summary>Original starts that are left out of the series.</summary>
    public IReadOnlyList<DateTime> Except { get; init; } = [];

    public IReadOnlyList<ChangedOccurrence> Changed { get; init; } = [];

    /// <summary>Grows with each change of time, place or status.</summary>
    public int Sequence { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Modified { get; init; }

    /// <summary>How long before the start a reminder is shown.</summary>
    public TimeSpan? RemindBefore { get; init; }
}
