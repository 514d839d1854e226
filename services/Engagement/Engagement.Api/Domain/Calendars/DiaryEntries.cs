using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Recurrence;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Vocabulary;
using NodaTime;

namespace CrmPlatform.Engagement.Domain.Calendars;

/// <summary>E12: what stands in a person's diary, as entries of the feed.</summary>
/// <param name="zoneId">The person's zone, IANA.</param>
/// <param name="host">Makes ids unique in the world.</param>
/// <param name="customerNames">By customer.</param>
internal sealed class DiaryEntries(string zoneId, string host, Language language, IReadOnlyDictionary<Guid, string> customerNames)
{
    /// <summary>How long an appointment is shown that says nothing of its length.</summary>
    private static readonly TimeSpan UnknownLength = TimeSpan.FromMinutes(30);

    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[zoneId];

    public CalendarEntry Of(Activity activity)
    {
        var (start, end, clock) = Clock(zone, activity.At, EndOf(activity));
        return new()
        {
            Uid = $"activity-{activity.Id:N}@{host}",
            Summary = Title(Terms.Name(activity.Kind, language), activity.CustomerId, TitleOf(activity)),
            Start = start,
            End = end,
            TimeZone = clock,
            Status = StatusOf(activity),
            Description = activity.Outcome ?? activity.Reason ?? activity.Notes,
            Location = activity.Place,
            Sequence = (int)activity.Version,
            Created = activity.RecordedAt,
            Modified = activity.RecordedAt.AddSeconds(activity.Version),
            RemindBefore = activity is { State: ActivityState.Planned, RemindBefore: { } minutes } ? TimeSpan.FromMinutes(minutes) : null,
        };
    }

    /// <summary>A task takes no time: it stands at its hour for a quarter of one.</summary>
    public CalendarEntry Of(WorkTask task)
    {
        var (start, end, clock) = Clock(zone, task.DueAt, task.DueAt.AddMinutes(15));
        return new()
        {
            Uid = $"task-{task.Id:N}@{host}",
            Summary = task.CustomerId is { } customer ? Title("✓", customer, task.Title) : $"✓ {task.Title}",
            Start = start,
            End = end,
            TimeZone = clock,
            Status = EntryStatus.Tentative,
            Description = task.Notes,
            Sequence = (int)task.Version,
            Created = task.CreatedAt,
            Modified = task.CreatedAt.AddSeconds(task.Version),
        };
    }

    /// <summary>A series with its exceptions; occurrences that were moved, held or cancelled by themselves stand in it as such.</summary>
    public CalendarEntry Of(ActivitySeries series, IReadOnlyList<Activity> occurrences) => new()
    {
        Uid = $"series-{series.Id:N}@{host}",
        Summary = Title(Terms.Name(series.Template.Kind, language), series.CustomerId, series.Template.TitleIn(language)),
        // RFC 5545, 3.8.5.3: the start is an occurrence itself, or each calendar shows another one.
        Start = series.When.First,
        End = series.When.First + series.When.Duration,
        TimeZone = series.When.TimeZone,
        Description = series.Template.Notes,
        Location = series.Template.Place,
        Rule = series.When.Rule,
        Except = series.When.Except,
        Changed = [.. occurrences.Select(activity => Deviation(series, activity)).OfType<ChangedOccurrence>()],
        Sequence = series.Sequence,
        Created = series.CreatedAt,
        Modified = series.ChangedAt,
        RemindBefore = series.Template.RemindBefore is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
    };

    private static ChangedOccurrence? Deviation(ActivitySeries series, Activity activity)
    {
        var original = Occurrence.StartOf(activity.OccurrenceKey!);
        // What is left out expressly is an exception of the series already.
        if (series.When.Except.Contains(original)) return null;
        var (start, end, clock) = Clock(DateTimeZoneProviders.Tzdb[series.When.TimeZone], activity.At, EndOf(activity));
        var status = StatusOf(activity);
        return clock == series.When.TimeZone && start == original && end - start == series.When.Duration && status == EntryStatus.Confirmed
            ? null
            : new ChangedOccurrence(original, start, end, status, clock);
    }

    private static EntryStatus StatusOf(Activity activity) =>
        activity.State is ActivityState.Cancelled or ActivityState.Missed ? EntryStatus.Cancelled : EntryStatus.Confirmed;

    private static DateTimeOffset EndOf(Activity activity) =>
        activity.EndedAt is { } ended && ended >= activity.At ? ended
        : activity.At + (activity.PlannedMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : UnknownLength);

    private string TitleOf(Activity activity) => activity switch
    {
        Visit visit => visit.Goal,
        OtherActivity other => other.Subject ?? "",
        // A call has no words for what it is about; of one that took place the outcome says it.
        { State: not ActivityState.Done } => Terms.Name(activity.Purpose, language),
        _ => "",
    };

    private string Title(string what, Guid customer, string about)
    {
        var name = customerNames.GetValueOrDefault(customer, "");
        return string.Join(" · ", new[] { what, name, about }.Where(part => part.Length > 0));
    }

    /// <summary>
    /// Start and end on the zone's wall clock; in UTC where the clock shows an hour twice and one of them lies in the second: it would be read as
    /// the first (RFC 5545, 3.3.5), an hour early, and an end before its start.
    /// </summary>
    private static (DateTime Start, DateTime End, string TimeZone) Clock(DateTimeZone zone, DateTimeOffset start, DateTimeOffset end) =>
        Wall(zone, start) is { } from && Wall(zone, end) is { } to ? (from, to, zone.Id) : (start.UtcDateTime, end.UtcDateTime, Ical.Net.DataTypes.CalDateTime.UtcTzId);

    /// <summary>Null where the clock has shown it before.</summary>
    private static DateTime? Wall(DateTimeZone zone, DateTimeOffset at)
    {
        var moment = Instant.FromDateTimeOffset(at);
        var wall = moment.InZone(zone).LocalDateTime;
        return zone.MapLocal(wall).First().ToInstant() == moment ? wall.ToDateTimeUnspecified() : null;
    }
}
