using System.Collections.Concurrent;
using System.Diagnostics;

namespace CrmPlatform.Platform.Tests.Running;

/// <summary>The exporter adds from several threads.</summary>
internal sealed class Spans : ICollection<Activity>
{
    private readonly ConcurrentQueue<Activity> all = [];

    public int Count => all.Count;

    public bool IsReadOnly => false;

    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. all.Where(span => span.TraceId == trace)];

    public void Add(Activity item) => all.Enqueue(item);

    public void Clear() => all.Clear();

    public bool Contains(Activity item) => all.Contains(item);

    public void CopyTo(Activity[] array, int arrayIndex) => all.CopyTo(array, arrayIndex);

    public bool Remove(Activity item) => throw new NotSupportedException();

    public IEnumerator<Activity> GetEnumerator() => all.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => all.GetEnumerator();
}
