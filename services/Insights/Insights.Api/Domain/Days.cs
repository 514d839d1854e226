namespace CrmPlatform.Insights.Domain;

/// <summary>Days from the first to the last, both of them counted.</summary>
internal readonly record struct Days(DateOnly From, DateOnly To)
{
    /// <summary>What was asked for, or the last <paramref name="usual"/> days; a range that runs backwards or is too long is refused.</summary>
    public static Days Of(DateOnly? from, DateOnly? to, DateOnly today, int usual = 90, int most = 3660)
    {
        var last = to ?? (from is { } given && given > today ? given : today);
        var first = from ?? last.AddDays(1 - usual);
        if (first > last)
            throw InsightRefusedException.OutOfRange("from", Text(first), $"a day up to {Text(last)}, the end of the range");
        if (last.DayNumber - first.DayNumber >= most)
            throw InsightRefusedException.OutOfRange("from", Text(first), $"at most {most} days before {Text(last)}");
        return new Days(first, last);
    }

    public int Count => To.DayNumber - From.DayNumber + 1;

    private static string Text(DateOnly day) => $"{day:yyyy-MM-dd}";
}
