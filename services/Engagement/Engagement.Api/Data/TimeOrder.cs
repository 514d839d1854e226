using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Data;

/// <summary>Where a page of a list in order of time ended.</summary>
internal sealed record TimePosition(DateTimeOffset At, long Key);

/// <summary>Lists of activities, newest first.</summary>
internal static class TimeOrder
{
    public static IQueryable<T> NewestFirst<T>(this IQueryable<T> activities, TimePosition? after) where T : Activity
    {
        if (after is not null) activities = activities.Where(a => a.At <= after.At && (a.At < after.At || a.Key < after.Key));
        return activities.OrderByDescending(a => a.At).ThenByDescending(a => a.Key);
    }

    /// <summary>A page from rows read one further than the limit.</summary>
    public static Page<TView> PageByTime<TRow, TView>(
        this Cursors cursors, IReadOnlyList<TRow> rows, int limit, string list, Func<TRow, TimePosition> position, Func<TRow, TView> view) => new(
        [.. rows.Take(limit).Select(view)],
        rows.Count > limit ? cursors.Write(position(rows[limit - 1]), list) : null);
}
