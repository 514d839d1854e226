using CrmPlatform.Engagement.Domain.Policy;

namespace CrmPlatform.Engagement.Data;

/// <summary>Tells others of a promise that is entered or changed by the next save.</summary>
internal static class PromiseStore
{
    /// <param name="by">Whoever changed its state, for the timeline; null when the state is as it was.</param>
    public static void Tell(this EngagementDb db, Promise promise, string? by, DateTimeOffset now)
    {
        if (db.IsChanging(promise)) db.Publish(promise.ToEvent(promise.Version + 1), promise.CustomerId);
        if (by is not null) db.Timeline.Add(promise.ToEntry(by, now));
    }
}
