namespace CrmPlatform.Service.Domain.Calendars;

/// <summary>
/// S5: business time by a calendar. Behaves as an immutable value: the years it has written out grow on demand, unseen from outside
/// and safe from any thread.
/// </summary>
internal sealed class BusinessCalendar
{
    private const int FirstYear = 1950;
    private const int LastYear = 2500;

    private volatile OpenIntervals? known;

    private BusinessCalendar(CalendarDefinition definition)
    {
        Definition = definition;
        DayLength = definition.DayLength ?? UsualDayLength(definition);
    }

    public CalendarDefinition Definition { get; }

    public string Id => Definition.Id;

    /// <summary>What "a day" of a target is worth in business time.</summary>
    public TimeSpan DayLength { get; }

    public static Outcome<BusinessCalendar> From(CalendarDefinition definition) =>
        definition.Check() is { } refusal ? refusal : new BusinessCalendar(definition);

    public bool IsOpen(DateTimeOffset at) => Covering(at.UtcTicks, at.UtcTicks).IsOpen(at.UtcTicks);

    /// <summary>Business time from one instant to a later one; negative when the second is earlier.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to) => TimeSpan.FromTicks(Between(from.UtcTicks, to.UtcTicks));

    /// <summary>
    /// The first instant at which this much business time has passed since <paramref name="from"/>: the close of the day when it
    /// comes out even. Zero gives <paramref name="from"/>. Null when it lies behind the year 2500.
    /// </summary>
    public DateTimeOffset? After(DateTimeOffset from, TimeSpan businessTime) =>
        After(from.UtcTicks, businessTime.Ticks) is { } tick ? new DateTimeOffset(tick, TimeSpan.Zero) : null;

    /// <summary>The next instant after this one at which it opens or closes; null when there is none before the year 2500.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset at)
    {
        var intervals = Covering(at.UtcTicks, at.UtcTicks);
        while (true)
        {
            if (intervals.NextChange(at.UtcTicks) is { } tick)
                return new DateTimeOffset(tick, TimeSpan.Zero);
            if (Beyond(intervals) is not { } further)
                return null;
            intervals = further;
        }
    }

    internal long Between(long from, long to)
    {
        var intervals = Covering(Math.Min(from, to), Math.Max(from, to));
        return intervals.OpenBefore(to) - intervals.OpenBefore(from);
    }

    internal long? After(long from, long open)
    {
        if (open <= 0)
            return from;

        var intervals = Covering(from, from);
        while (true)
        {
            if (intervals.TickAfterOpen(intervals.OpenBefore(from) + open) is { } tick)
                return tick;
            if (Beyond(intervals) is not { } further)
                return null;
            intervals = further;
        }
    }

    private OpenIntervals Covering(long from, long to)
    {
        var intervals = known;
        if (intervals is not null && intervals.From <= from && to < intervals.To)
            return intervals;

        // A year of slack on both sides, so that a working system writes its calendar out once a year.
        var first = Math.Min(new DateTime(from).Year - 1, intervals is null ? int.MaxValue : new DateTime(intervals.From).Year);
        var last = Math.Max(new DateTime(to).Year + 3, intervals is null ? 0 : new DateTime(intervals.To).Year);
        return Write(first, last, from, to);
    }

    private OpenIntervals? Beyond(OpenIntervals intervals)
    {
        var (first, last) = (new DateTime(intervals.From).Year, new DateTime(intervals.To).Year);
        return last >= LastYear ? null : Write(first, last + (last - first), intervals.From, intervals.From);
    }

    private OpenIntervals Write(int firstYear, int lastYear, long from, long to)
    {
        var first = new DateOnly(Math.Clamp(firstYear, FirstYear, LastYear - 1), 1, 1);
        var last = new DateOnly(Math.Clamp(lastYear, FirstYear + 1, LastYear), 1, 1);
        var written = OpenIntervals.Compile(Definition, first, last);
        if (from < written.From || to >= written.To)
            throw new ArgumentOutOfRangeException(nameof(from), $"Business time is known from {FirstYear} up to {LastYear}.");

        // Another thread may have written a wider one meanwhile; losing either costs a repetition, never a wrong answer.
        known = written;
        return written;
    }

    private static TimeSpan UsualDayLength(CalendarDefinition definition) =>
        definition.Week.Values
            .Select(hours => hours.IsDefault ? 0 : OpenTicks(hours))
            .Where(ticks => ticks > 0)
            .GroupBy(ticks => Math.Min(ticks, TimeSpan.TicksPerDay))
            .OrderByDescending(days => days.Count()).ThenByDescending(days => days.Key)
            .Select(days => TimeSpan.FromTicks(days.Key))
            .First();

    /// <summary>Hours that overlap are open once.</summary>
    private static long OpenTicks(IEnumerable<HourSpan> hours)
    {
        var (open, until) = (0L, 0L);
        foreach (var span in hours.OrderBy(span => span.From))
        {
            open += Math.Max(0, span.Ends - Math.Max(span.From.Ticks, until));
            until = Math.Max(until, span.Ends);
        }
        return open;
    }
}
