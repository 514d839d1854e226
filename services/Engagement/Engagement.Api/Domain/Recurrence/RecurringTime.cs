using System.Globalization;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;
using NodaTime.TimeZones;

namespace CrmPlatform.Engagement.Domain.Recurrence;

/// <summary>One occurrence of a series.</summary>
/// <param name="Key">Its original start on the wall clock, such as 20260302T090000: with the series' id it is unique, so that an
/// activity is made once.</param>
internal sealed record Occurrence(string Key, DateTimeOffset Starts, DateTimeOffset Ends)
{
    private const string KeyFormat = "yyyyMMdd'T'HHmmss";

    public static string KeyOf(DateTime originalStart) => originalStart.ToString(KeyFormat, CultureInfo.InvariantCulture);

    public static DateTime StartOf(string key) => DateTime.ParseExact(key, KeyFormat, CultureInfo.InvariantCulture);
}

/// <summary>
/// E1: when a recurring activity happens, as RFC 5545 says it. The series lives on the wall clock of its zone: nine o'clock stays
/// nine o'clock when summer time begins.
/// </summary>
/// <param name="Start">On the wall clock, from when the rule counts; the first occurrence is the first that fits the rule.</param>
/// <param name="Rule">The value of an RRULE, such as FREQ=WEEKLY;BYDAY=MO.</param>
/// <param name="Except">Original starts that are left out.</param>
internal sealed record RecurringTime(string Rule, DateTime Start, TimeSpan Duration, string TimeZone, IReadOnlyList<DateTime> Except)
{
    /// <summary>A series is looked at no further than this at a time.</summary>
    public static readonly TimeSpan FurthestHorizon = TimeSpan.FromDays(2 * 366);

    /// <summary>
    /// Periods in a row without an occurrence after which a rule is taken to have none left: 29 February may need eight years of
    /// days.
    /// </summary>
    private const int EmptyPeriods = 3000;

    private const int DiariesBegin = 1900;
    private const int DiariesEnd = 9999;

    /// <summary>What is wrong with the series, as stable codes; empty when it can be expanded.</summary>
    public IReadOnlyList<string> Problems()
    {
        var codes = new List<string>();
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null) codes.Add("recurrence.zone-unknown");
        if (Duration < TimeSpan.Zero || Duration > TimeSpan.FromDays(31)) codes.Add("recurrence.duration");
        if (Read(Rule) is not { } rule) return [.. codes, "recurrence.rule-unreadable"];
        // A diary has days: what repeats by the hour is a machine's business.
        if (rule.Frequency is FrequencyType.Secondly or FrequencyType.Minutely or FrequencyType.Hourly
            || rule.ByHour.Count + rule.ByMinute.Count + rule.BySecond.Count > 0) codes.Add("recurrence.below-a-day");
        if (codes.Count == 0 && !Starts().Any()) codes.Add("recurrence.never-happens");
        return codes;
    }

    /// <summary>Occurrences that start in [from, to), in order; the span is cut to <see cref="FurthestHorizon"/>.</summary>
    /// <exception cref="ArgumentException">See <see cref="Problems"/>.</exception>
    public IReadOnlyList<Occurrence> Between(DateTimeOffset from, DateTimeOffset to)
    {
        var problems = Problems();
        if (problems.Count > 0) throw new ArgumentException(string.Join(", ", problems));
        if (to - from > FurthestHorizon) to = from + FurthestHorizon;
        // The end is so much later on the clock that runs, not on the wall: an hour's meeting takes an hour.
        return [.. From(from).TakeWhile(start => start.At < to).Where(start => !start.LeftOut).Select(start => new Occurrence(Occurrence.KeyOf(start.Wall), start.At, start.At + Duration))];
    }

    /// <summary>Whether an occurrence that is not left out begins then or at any time later.</summary>
    public bool GoesOn(DateTimeOffset from) => From(from).Any(start => !start.LeftOut);

    /// <inheritdoc cref="GoesOn(DateTimeOffset)"/>
    /// <param name="originalStart">On the wall clock.</param>
    public bool GoesOn(DateTime originalStart) => GoesOn(Place(originalStart).ToDateTimeOffset());

    /// <summary>Whether an occurrence begins then by the rule, on the wall clock, and is not left out.</summary>
    public bool Happens(DateTime originalStart)
    {
        // RFC 5545, 3.3.12: a time has whole seconds; what is a fraction away from an occurrence is none, though its key is the same.
        if (originalStart.Ticks % TimeSpan.TicksPerSecond != 0) return false;
        var around = Place(originalStart).ToDateTimeOffset();
        var key = Occurrence.KeyOf(originalStart);
        return Between(around.AddDays(-1), around.AddDays(1)).Any(occurrence => occurrence.Key == key);
    }

    /// <summary>When the first occurrence begins, on the wall clock, which need not be the start the rule counts from; that start where none is left.</summary>
    public DateTime First => Starts().Cast<DateTime?>().FirstOrDefault() ?? Start;

    /// <summary>
    /// The series up to, not including, an occurrence: what remains of it when this one and the following are planned anew.
    /// </summary>
    public RecurringTime EndingBefore(DateTime originalStart)
    {
        var rule = InUtc();
        rule.Count = null;
        rule.Until = Utc(originalStart.AddSeconds(-1));
        return this with { Rule = Write(rule) };
    }

    /// <summary>
    /// The rule as it is given to calendars of others: its UNTIL, a date or a wall-clock time here, in UTC (RFC 5545, 3.3.10).
    /// </summary>
    /// <exception cref="ArgumentException">The rule cannot be read.</exception>
    public RecurrenceRule InUtc()
    {
        var rule = Read(Rule) ?? throw new ArgumentException("recurrence.rule-unreadable");
        if (rule.Until is not { IsUtc: false } until) return rule;
        rule.Until = until.Value.Year switch
        {
            // The end of the calendar is none, and nothing is planned before there were diaries: neither can be told in every zone.
            DiariesEnd => null,
            < DiariesBegin => Utc(new DateTime(DiariesBegin, 1, 1)),
            _ => Utc(until.HasTime ? until.Value : until.Value.AddDays(1).AddSeconds(-1)), // a last day counts whole
        };
        return rule;
    }

    /// <summary>Through the older type of the library: its newer one writes nothing by itself (5.2.4).</summary>
    private static string Write(RecurrenceRule rule)
    {
        var pattern = new RecurrencePattern();
        pattern.CopyFrom(rule);
        return pattern.ToString()!;
    }

    private DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    private Instant Place(DateTime wall) => Zone.ResolveLocal(LocalDateTime.FromDateTime(wall), Resolvers.LenientResolver).ToInstant();

    private CalDateTime Utc(DateTime wall) => new(Place(wall).ToDateTimeUtc(), CalDateTime.UtcTzId, true);

    internal static RecurrenceRule? Read(string rule)
    {
        try
        {
            return string.IsNullOrWhiteSpace(rule) ? null : new RecurrenceRule(rule);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or OverflowException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What begins then or later by the rule, without end unless the rule has one.</summary>
    private IEnumerable<(DateTime Wall, DateTimeOffset At, bool LeftOut)> From(DateTimeOffset from)
    {
        // A day earlier on the wall clock is safe in every zone.
        var begin = Instant.FromDateTimeOffset(from).InZone(Zone).LocalDateTime.PlusDays(-1).ToDateTimeUnspecified();
        var except = Except.Select(Place).ToHashSet();
        return Starts(begin > Start ? begin : null)
            .Select(wall => (Wall: wall, At: Place(wall)))
            .Select(start => (start.Wall, At: start.At.ToDateTimeOffset(), LeftOut: except.Contains(start.At)))
            .Where(start => start.At >= from);
    }

    /// <summary>Starts on the wall clock, without end unless the rule has one.</summary>
    private IEnumerable<DateTime> Starts(DateTime? from = null)
    {
        var series = new CalendarEvent { Start = new CalDateTime(Start, TimeZone, true), RecurrenceRule = InUtc() };
        var options = new EvaluationOptions { MaxUnmatchedIncrementsLimit = EmptyPeriods };
        var begin = from is { } wall ? new CalDateTime(wall, TimeZone, true) : null;
        using var occurrences = series.GetOccurrences(begin, options).GetEnumerator();
        while (HasNext()) yield return occurrences.Current.Period.StartTime.Value;

        bool HasNext()
        {
            try
            {
                return occurrences.MoveNext();
            }
            catch (EvaluationException)
            {
                return false; // nothing more to come: no such day, or the end of the calendar
            }
        }
    }
}
