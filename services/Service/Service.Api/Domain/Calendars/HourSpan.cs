namespace CrmPlatform.Service.Domain.Calendars;

/// <summary>
/// Opening hours on the wall clock of a place. When <paramref name="To"/> is not after <paramref name="From"/>, the span runs past
/// midnight into the next day; <c>00:00</c> as the end is the end of the day and <c>00:00–00:00</c> the whole day.
/// </summary>
internal readonly record struct HourSpan(TimeOnly From, TimeOnly To)
{
    private const long Day = TimeSpan.TicksPerDay;

    /// <summary>Ticks from the midnight its day begins with up to its end; more than a day when it runs past midnight.</summary>
    internal long Ends => To > From ? To.Ticks : To.Ticks + Day;

    /// <summary><c>Of("09:00-12:30", "13:30-18:00")</c></summary>
    public static HourSpan[] Of(params string[] spans) => [.. spans.Select(Parse)];

    /// <summary>From minutes after midnight, 0 to 1440; an end not after the beginning lies on the next day.</summary>
    public static HourSpan OfMinutes(int from, int to) => new(At(from), At(to));

    public override string ToString() => $"{From:HH\\:mm}-{To:HH\\:mm}";

    private static TimeOnly At(int minutes) => minutes is >= 0 and <= 1_440
        ? TimeOnly.MinValue.AddMinutes(minutes)
        : throw new ArgumentOutOfRangeException(nameof(minutes), minutes, "A day has 1440 minutes.");

    private static HourSpan Parse(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 2
            ? new HourSpan(At(parts[0]), At(parts[1]))
            : throw new FormatException($"'{text}' is no span of hours; write 09:00-17:30.");

        static TimeOnly At(string time) =>
            TimeOnly.ParseExact(time == "24:00" ? "00:00" : time, "HH:mm", System.Globalization.CultureInfo.InvariantCulture);
    }
}
