using System.Collections.Concurrent;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>
/// How near this process is to the end of the feeds it reads. Only whoever holds the lease of a feed knows it; the other replicas say
/// nothing of that feed.
/// </summary>
internal sealed class FeedProgress(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Reading> readings = new();

    /// <summary>Every feed this process reads, by the name of the service it belongs to.</summary>
    public IEnumerable<KeyValuePair<string, Reading>> Readings => readings;

    /// <summary>Somebody else's turn: no page has been answered to this process, so it knows nothing.</summary>
    public void Leave(string source) => readings.TryRemove(source, out _);

    /// <summary>Before the first page nothing but the waiting is known.</summary>
    public void Begin(string source) => readings.TryAdd(source, new Reading(time.GetUtcNow(), 0, null));

    /// <summary>A page was answered, and has had its effect.</summary>
    public void Took(string source, FeedPage page)
    {
        var behind = Math.Max(0, (page.End ?? page.Next) - page.Next);
        readings[source] = new Reading(time.GetUtcNow(), behind, behind > 0 && page.Events.Count > 0 ? page.Events[^1].At : null);
    }

    /// <summary>A feed as it was last seen.</summary>
    /// <param name="AnsweredAt">When it last answered.</param>
    /// <param name="Behind">Events between what was taken and the end of the feed then, also those of kinds nobody here takes.</param>
    /// <param name="LastTaken">When the last event taken had happened; null at the end of the feed.</param>
    public sealed record Reading(DateTimeOffset AnsweredAt, long Behind, DateTimeOffset? LastTaken);
}
