using CrmPlatform.Engagement.Domain.Cadence;

namespace CrmPlatform.Engagement.Domain.Timelines;

/// <summary>C16, E6: what is written down of a merge, so that its undo finds the survivor as it was.</summary>
/// <param name="FollowUp">Where the survivor's clock stood; null of a merge older than this fact, or of a survivor not known yet.</param>
internal sealed record MergeFacts(Guid MergedId, StoodAt? FollowUp)
{
    /// <summary>Null of an entry whose facts were erased.</summary>
    public static MergeFacts? Of(TimelineEntry entry) => FactSheet.Read<MergeFacts>(entry.Facts);
}

/// <summary>A <see cref="FollowUpClock"/> without its customer.</summary>
internal sealed record StoodAt(DateTimeOffset Since, int Round, DateTimeOffset RoundBegan)
{
    public static StoodAt Of(FollowUpClock clock) => new(clock.Since, clock.Round, clock.RoundBegan);

    public FollowUpClock ClockOf(Guid customerId) => new(customerId, Since, Round, RoundBegan);
}
