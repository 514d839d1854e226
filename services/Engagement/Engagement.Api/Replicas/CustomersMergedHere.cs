using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Engagement.Replicas;

/// <summary>C16, E11: what belonged to a merged file belongs to its survivor: activities, tasks, promises, deals, the timeline.</summary>
internal sealed class CustomersMergedHere(EngagementDb db) : IHandle<CustomersMerged>
{
    public async Task HandleAsync(Received<CustomersMerged> received, CancellationToken cancellationToken)
    {
        var merge = received.Event;
        db.Timeline.Add(TimelineEntry.Of(TimelineKind.FilesMerged, merge.SurvivorId, merge.At, merge.MergeId, null, null, merge.By, new { merge.MergedId }));
        // E6: whoever spoke with the one has spoken with the customer.
        if (await db.LastContactAsync(merge.MergedId, cancellationToken) is { } spoken) db.NoteContact(merge.SurvivorId, spoken);
        db.MoveToSurvivor(merge.MergedId, merge.SurvivorId);
    }
}

/// <summary>C16: a merge was undone: what was entered under the parted file goes back to it.</summary>
internal sealed class MergesUndoneHere(EngagementDb db) : IHandle<CustomerMergeUndone>
{
    public async Task HandleAsync(Received<CustomerMergeUndone> received, CancellationToken cancellationToken)
    {
        var (survivor, parted) = (received.Event.SurvivorId, received.Event.MergedId);
        var came = await db.GoneIntoAsync(parted, cancellationToken);
        db.MoveBack(survivor, parted, came);
        if (await db.LastContactAsync(survivor, cancellationToken, came) is { } spoken) db.ForgetContact(survivor, spoken);
    }
}
