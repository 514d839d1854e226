using System.Collections.Concurrent;

namespace CrmPlatform.Edge.Tests.Running;

/// <summary>Tries many things at once and tells of all that were wrong, not of the first.</summary>
public static class Walk
{
    private const int AtOnce = 8;
    private const int ToldAtMost = 60;

    /// <summary>What <paramref name="step"/> returns is a complaint; null is none.</summary>
    public static async Task<int> OverAsync<T>(IEnumerable<T> places, Func<T, Task<string?>> step)
    {
        var complaints = new ConcurrentBag<string>();
        var walked = 0;
        await Parallel.ForEachAsync(places, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (place, _) =>
        {
            Interlocked.Increment(ref walked);
            if (await step(place) is { } complaint) complaints.Add(complaint);
        });
        Assert.True(complaints.IsEmpty, $"{complaints.Count} of {walked}:\n{string.Join('\n', complaints.Order(StringComparer.Ordinal).Take(ToldAtMost))}");
        return walked;
    }
}
