using NodaTime;

namespace CrmPlatform.Service.Domain.Calendars;

/// <summary>
/// A calendar written out between two dates as open intervals in UTC with running sums, so that the open time between two instants
/// and the instant a duration ends are a binary search each. All values are UTC ticks (100 ns).
/// </summary>
/// <remarks>
/// An instant is open when the wall clock then shows a time inside the hours. So when clocks jump ahead, hours that do not exist do
/// not count, and when an hour comes twice, both count.
/// </remarks>
internal sealed class OpenIntervals
{
    private readonly long[] starts;
    private readonly long[] ends;
    private readonly long[] openUntilEnd; // open ticks from the beginning up to the end of this interval

    private OpenIntervals(long from, long to, List<(long Start, long End)> intervals)
    {
        From = from;
        To = to;
        starts = new long[intervals.Count];
        ends = new long[intervals.Count];
        openUntilEnd = new long[intervals.Count];
        long sum = 0;
        for (var i = 0; i < intervals.Count; i++)
        {
            (starts[i], ends[i]) = intervals[i];
            openUntilEnd[i] = sum += ends[i] - starts[i];
        }
    }

    /// <summary>First tick this knows about.</summary>
    public long From { get; }

    /// <summary>First tick it knows nothing about.</summary>
    public long To { get; }

    public int Count => starts.Length;

    /// <summary>Writes out the days from the first up to, and without, the last.</summary>
    public static OpenIntervals Compile(CalendarDefinition definition, DateOnly first, DateOnly last)
    {
        var zone = DateTimeZoneProviders.Tzdb[definition.Zone];
        // A day more on each side: hours of the day before run past midnight, and local dates are not UTC dates.
        var local = WallClockIntervals(definition, first.AddDays(-2), last.AddDays(2));
        var (from, to) = (Ticks(first), Ticks(last));
        var open = new List<(long Start, long End)>(local.Count);
        var begin = 0;
        foreach (var piece in zone.GetZoneIntervals(Instant.FromDateTimeUtc(Utc(from)), Instant.FromDateTimeUtc(Utc(to))))
        {
            var offset = piece.WallOffset.Ticks;
            var pieceFrom = piece.HasStart ? Math.Max(from, piece.Start.ToDateTimeUtc().Ticks) : from;
            var pieceTo = piece.HasEnd ? Math.Min(to, piece.End.ToDateTimeUtc().Ticks) : to;
            // When clocks go back, the wall clock re-enters intervals already walked.
            while (begin > 0 && local[begin - 1].End > pieceFrom + offset)
                begin--;
            while (begin < local.Count && local[begin].End <= pieceFrom + offset)
                begin++;

            for (var i = begin; i < local.Count && local[i].Start < pieceTo + offset; i++, begin++)
                Append(open, Math.Max(local[i].Start - offset, pieceFrom), Math.Min(local[i].End - offset, pieceTo));
        }

        return new OpenIntervals(from, to, open);
    }

    public bool IsOpen(long tick)
    {
        var i = FirstEndingAfter(tick);
        return i < starts.Length && starts[i] <= tick;
    }

    /// <summary>Open ticks from <see cref="From"/> up to a tick.</summary>
    public long OpenBefore(long tick)
    {
        var i = FirstEndingAfter(tick);
        var whole = i == 0 ? 0 : openUntilEnd[i - 1];
        return i < starts.Length && starts[i] < tick ? whole + (tick - starts[i]) : whole;
    }

    /// <summary>The first tick before which this many ticks were open; null when that lies behind <see cref="To"/>.</summary>
    public long? TickAfterOpen(long open)
    {
        var i = Array.BinarySearch(openUntilEnd, open);
        if (i < 0)
            i = ~i;
        return i < ends.Length ? ends[i] - (openUntilEnd[i] - open) : null;
    }

    /// <summary>The next tick after this one at which it opens or closes; null when that lies behind <see cref="To"/>.</summary>
    public long? NextChange(long tick)
    {
        var i = FirstEndingAfter(tick);
        if (i == starts.Length)
            return null;
        return starts[i] > tick ? starts[i] : ends[i] == To ? null : ends[i];
    }

    private int FirstEndingAfter(long tick)
    {
        var i = Array.BinarySearch(ends, tick);
        return i >= 0 ? i + 1 : ~i;
    }

    private static List<(long Start, long End)> WallClockIntervals(CalendarDefinition definition, DateOnly first, DateOnly last)
    {
        var intervals = new List<(long Start, long End)>();
        for (var date = first; date < last; date = date.AddDays(1))
        {
            var midnight = Ticks(date);
            foreach (var span in definition.HoursOn(date))
                intervals.Add((midnight + span.From.Ticks, midnight + span.Ends));
        }

        intervals.Sort();
        var merged = new List<(long Start, long End)>(intervals.Count);
        foreach (var (start, end) in intervals)
            Append(merged, start, end);
        return merged;
    }

    private static void Append(List<(long Start, long End)> intervals, long start, long end)
    {
        if (end <= start)
            return;
        if (intervals.Count > 0 && intervals[^1].End >= start)
            intervals[^1] = (intervals[^1].Start, Math.Max(intervals[^1].End, end));
        else
            intervals.Add((start, end));
    }

    private static long Ticks(DateOnly date) => date.ToDateTime(TimeOnly.MinValue).Ticks;

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
