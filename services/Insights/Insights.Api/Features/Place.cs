using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Insights.Features;

/// <summary>
/// Where a page of a list ended. Several rows of one value may stand on both sides of a page's end: how many of them were seen is part of it.
/// What comes in before it moves no row from one page to the next.
/// </summary>
internal sealed record Place<T>(T Value, int Seen)
{
    public static Place<T> After(IReadOnlyList<T> shown, Place<T>? before)
    {
        var last = shown[^1];
        var seen = shown.Count(value => EqualityComparer<T>.Default.Equals(value, last));
        return new Place<T>(last, before is not null && EqualityComparer<T>.Default.Equals(before.Value, last) ? before.Seen + seen : seen);
    }
}

internal static class Places
{
    /// <summary>A page from rows read one further than the limit, from the last page's place on without those it has seen.</summary>
    public static Page<TView> PageByPlace<TRow, TValue, TView>(
        this Cursors cursors, IReadOnlyList<TRow> rows, int limit, string list, Place<TValue>? after, Func<TRow, TValue> value, Func<TRow, TView> view)
    {
        var shown = rows.Take(limit).ToList();
        return new Page<TView>([.. shown.Select(view)], rows.Count > limit ? cursors.Write(Place<TValue>.After(shown.ConvertAll(row => value(row)), after), list) : null);
    }
}
