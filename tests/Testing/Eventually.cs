using System.Diagnostics;

namespace CrmPlatform.Testing;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(200);

    /// <summary>What one look takes of the patience at most: a machine that stood still for a minute has given nobody a minute.</summary>
    private static readonly TimeSpan OfOneLook = TimeSpan.FromSeconds(5);

    /// <summary>Looks that take long each do not go on for ever either.</summary>
    private const int MostTimes = 4;

    /// <summary>Looks until <paramref name="isThere"/> holds and returns what it looked at; fails with the last look.</summary>
    public static async Task<T> BecomesAsync<T>(Func<Task<T>> look, Func<T, bool> isThere, string what, TimeSpan? patience = null)
    {
        var watch = Stopwatch.StartNew();
        var left = patience ?? Patience;
        while (true)
        {
            var began = Stopwatch.GetTimestamp();
            var seen = await look();
            if (isThere(seen)) return seen;
            if (left <= TimeSpan.Zero || watch.Elapsed > MostTimes * (patience ?? Patience)) throw new Xunit.Sdk.XunitException($"Waited {watch.Elapsed.TotalSeconds:0} s for {what}; last seen: {seen}");
            // What takes its time on a busy machine is not helped by being asked fifty times a second.
            await Task.Delay(watch.Elapsed.TotalSeconds < 2 ? Soon : Later);
            var took = Stopwatch.GetElapsedTime(began);
            left -= took < OfOneLook ? took : OfOneLook;
        }
    }

    public static Task IsTrueAsync(Func<Task<bool>> look, string what, TimeSpan? patience = null) =>
        BecomesAsync(look, seen => seen, what, patience);
}
