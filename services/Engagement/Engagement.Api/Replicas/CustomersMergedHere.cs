using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Replicas;

/// <summary>C16, E11: what belonged to a merged file belongs to its survivor: activities, tasks, promises, deals, the timeline.</summary>
internal sealed class CustomersMergedHere(EngagementDb db) : IHandle<CustomersMerged>
{
    public async Task HandleAsync(Received<CustomersMerged> received, CancellationToken cancellationToken)
    {
        var merge = received.Event;
        // X3: of its undoing it may have been told first; then everything is where it belongs.
        if ((await db.MergesAsync(merge.SurvivorId, cancellationToken)).Exists(entry => entry.SourceId == merge.MergeId)) return;
        // X3: of the survivor's own merge it may have been told first as well; then everything goes on to where the survivor went.
        var stands = await db.NowAsync(merge.SurvivorId, cancellationToken);
        if (stands == merge.MergedId) stands = merge.SurvivorId;
        var survivor = await db.AllCustomers.AsNoTracking().SingleOrDefaultAsync(customer => customer.Id == stands, cancellationToken);
        var facts = new MergeFacts(merge.MergedId, survivor is null ? null : StoodAt.Of(survivor.Clock));
        var entry = TimelineEntry.Of(TimelineKind.FilesMerged, merge.SurvivorId, merge.At, merge.MergeId, null, null, merge.By, facts);
        entry.MoveTo(stands);
        db.Timeline.Add(entry);
        // E6: whoever spoke with the one has spoken with the customer.
        if (await db.LastContactAsync(merge.MergedId, cancellationToken) is { } spoken) db.NoteContact(stands, spoken);
        db.Hold(stands);
        db.Hold(merge.MergedId);
        db.MoveToSurvivor(merge.MergedId, stands);
        db.FollowDeals(stands);
        // What comes in from now on is the survivor's, though the file's own state may not have been told yet.
        db.LeadTo(merge.MergedId, merge.SurvivorId);
    }
}

/// <summary>C16: a merge was undone: what was entered under the parted file goes back to it, and the survivor's clock to where it stood.</summary>
internal sealed class MergesUndoneHere(EngagementDb db, CustomersClient customers) : IHandle<CustomerMergeUndone>
{
    public async Task HandleAsync(Received<CustomerMergeUndone> received, CancellationToken cancellationToken)
    {
        var (undone, survivor, parted) = (received.Event.MergeId, received.Event.SurvivorId, received.Event.MergedId);
        var came = await db.GoneIntoAsync(parted, cancellationToken);
        db.Hold(survivor);
        db.Hold(parted);
        // X3: of the undoing of the survivor's own merge it may be told later: there is where everything is until then.
        var stands = await db.NowAsync(survivor, cancellationToken);
        if (stands == parted) stands = survivor;
        if (stands != survivor) db.Hold(stands);
        db.MoveBack(stands, parted, came);
        db.FollowDeals(survivor);
        db.FollowDeals(parted);
        db.LeadNoMore(parted, survivor);
        var merges = await db.MergesAsync(survivor, cancellationToken);
        // X3: before the merge itself: then that finds it here, and moves nothing.
        if (!merges.Exists(entry => entry.SourceId == undone))
            db.Timeline.Add(TimelineEntry.Of(TimelineKind.FilesMerged, survivor, received.Event.At, undone, null, null, received.Event.By, new MergeFacts(parted, null)));
        if (await db.LastContactAsync(survivor, cancellationToken, came) is not { } spoken) return;
        var stood = merges.Find(entry => entry.SourceId == undone) is { } merge ? MergeFacts.Of(merge)?.FollowUp : null;
        // What a later merge found was this one's doing: its own undo must not bring that back.
        foreach (var later in merges.Where(entry => entry.SourceId != undone))
        {
            if (MergeFacts.Of(later) is { FollowUp: { } found } facts && found.Since == spoken) later.Correct(facts with { FollowUp = stood });
        }
        db.ForgetContact(survivor, spoken, stood?.ClockOf(survivor) ?? await OpenedAsync(survivor, cancellationToken));
    }

    /// <summary>For a merge of which no clock is written down: the file's opening, which only Customers knows.</summary>
    private async Task<FollowUpClock?> OpenedAsync(Guid survivor, CancellationToken cancellationToken) =>
        await customers.CustomerAsync(survivor, cancellationToken) is { } file ? FollowUpClock.Start(survivor, file.CreatedAt) : null;
}
