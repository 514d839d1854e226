using System.Diagnostics;

namespace CrmPlatform.Testing;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Looks until <paramref name="isThere"/> holds and returns what it looked at; fails with the last look.</summary>
    public static async Task<T> BecomesAsync<T>(Func<Task<T>> look, Func<T, bool> isThere, string what, TimeSpan? patience = null)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var seen = await look();
            if (isThere(seen)) return seen;
            if (watch.Elapsed > (patience ?? Patience))
                throw new Xunit.Sdk.XunitException($"Waited {watch.Elapsed.TotalSeconds:0} s for {what}; last seen: {seen}");
            await Task.Delay(20);
        }
    }

    public static Task IsTrueAsync(Func<Task<bool>> look, string what, TimeSpan? patience = null) =>
        BecomesAsync(look, seen => seen, what, patience);
}
