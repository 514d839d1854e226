using System.Collections.Concurrent;
using CrmPlatform.Insights.Data.Folding;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Insights.Features;

/// <summary>
/// Keeps what was shown to callers of one reach for as long as nothing has changed, at most a second (another replica may have
/// changed something), at least a tenth of one: a screen full of dashboards costs ten reads a second and not a thousand. What took
/// long to read is kept for longer, ten times as long as it took and at most ten seconds.
/// </summary>
internal sealed class AnswerCache(FoldSignal signal, TimeProvider time)
{
    private const int Capacity = 1000;
    private const int Rest = 10;
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(string What, string Whose), Shown> shown = new();

    /// <param name="what">The question; with whatever its answer depends on beside the read models.</param>
    public async Task<T> GetAsync<T>(Caller caller, string what, Func<Task<T>> read) where T : class
    {
        var key = (what, caller.SeesAll ? "" : $"{caller.Reach}/{caller.TeamOrNone}/{caller.Subject}");
        if (shown.TryGetValue(key, out var last) && IsGood(last)) return (T)last.Answer;
        // Taken before reading: a change that comes in between makes the next look a new one.
        var (changes, now) = (signal.Count, time.GetTimestamp());
        var answer = await read();
        if (shown.Count >= Capacity) shown.Clear();
        shown[key] = new Shown(answer, changes, now, time.GetElapsedTime(now));
        return answer;
    }

    private bool IsGood(Shown last)
    {
        var age = time.GetElapsedTime(last.At);
        var least = last.Took < Long ? Least : last.Took * Rest < Longest ? last.Took * Rest : Longest;
        return age < least || (age < Most && last.Changes == signal.Count);
    }

    private sealed record Shown(object Answer, long Changes, long At, TimeSpan Took);
}
