using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Engagement.Features.Timeline;

/// <summary>
/// E11: puts events of other services on the timeline, many at a time: the merged files among their customers are looked up with one
/// query for all.
/// </summary>
internal abstract class OnTimeline<TEvent>(EngagementDb db) : IHandleBatch<TEvent>
{
    protected EngagementDb Db => db;

    /// <summary>The entry, or null when the event names no customer.</summary>
    protected abstract TimelineEntry? Entry(TEvent happened, Guid messageId);

    public virtual async Task HandleAsync(IReadOnlyList<Received<TEvent>> batch, CancellationToken cancellationToken)
    {
        var entries = batch.Select(received => Entry(received.Event, received.MessageId)).OfType<TimelineEntry>().ToList();
        var survivors = await db.SurvivorsAsync([.. entries.Select(entry => entry.CustomerId).Distinct()], cancellationToken);
        foreach (var entry in entries)
        {
            if (survivors.TryGetValue(entry.CustomerId, out var survivor)) entry.MoveTo(survivor);
        }
        db.Timeline.AddRange(entries);
    }
}
