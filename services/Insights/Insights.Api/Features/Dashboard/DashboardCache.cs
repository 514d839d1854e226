using System.Collections.Concurrent;
using CrmPlatform.Insights.Data.Folding;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Insights.Features.Dashboard;

/// <summary>
/// Keeps what was shown to callers of one reach for as long as nothing has changed, at most a second (another replica may have
/// changed something), at least a tenth of one: a screen full of dashboards costs ten reads a second and not a thousand.
/// </summary>
internal sealed class DashboardCache(FoldSignal signal, TimeProvider time)
{
    private const int Capacity = 1000;
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Shown> shown = new(StringComparer.Ordinal);

    public async Task<DashboardView> GetAsync(Caller caller, Func<Task<DashboardView>> read)
    {
        var key = caller.SeesAll ? "" : $"{caller.Reach}/{caller.TeamOrNone}/{caller.Subject}";
        if (shown.TryGetValue(key, out var last) && IsGood(last)) return last.View;
        // Taken before reading: a change that comes in between makes the next look a new one.
        var (changes, now) = (signal.Count, time.GetTimestamp());
        var view = await read();
        if (shown.Count >= Capacity) shown.Clear();
        shown[key] = new Shown(view, changes, now);
        return view;
    }

    private bool IsGood(Shown last)
    {
        var age = time.GetElapsedTime(last.At);
        return age < Least || (age < Most && last.Changes == signal.Count);
    }

    private sealed record Shown(DashboardView View, long Changes, long At);
}
