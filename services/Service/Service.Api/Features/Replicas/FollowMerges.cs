using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Replicas;

/// <summary>C16: what belonged to the merged customer belongs to the survivor.</summary>
internal sealed class FollowMerges(ComplaintsDb db, ComplaintActs acts) : IHandle<CustomersMerged>
{
    public async Task HandleAsync(Received<CustomersMerged> received, CancellationToken cancellationToken)
    {
        var (merge, from, to) = (received.Event.MergeId, received.Event.MergedId, received.Event.SurvivorId);
        // X3: the two facts may come in either order.
        if (await db.Set<RePointed>().AnyAsync(row => row.MergeId == merge && row.What == RePointed.Undone, cancellationToken)) return;
        // What comes in from now on is the survivor's, though the file's own state may not have been told yet.
        if (await db.Customers.SingleOrDefaultAsync(customer => customer.CustomerId == from && customer.MergedInto == null, cancellationToken) is { } file) file.MergedInto = to;
        db.Add(new RePointed { MergeId = merge, What = RePointed.Merged, RowId = from });
        db.Add(new RePointed { MergeId = merge, What = RePointed.Survivor, RowId = to });
        (to, var merges) = await OnwardAsync(merge, to, cancellationToken);
        foreach (var row in await db.AllComplaints.Where(c => c.CustomerId == from).ToListAsync(cancellationToken))
        {
            row.RePoint(to);
            await acts.SettleAsync(row, cancellationToken);
            Note(merges, "complaint", row);
        }
        foreach (var row in await db.Grumbles.IgnoreQueryFilters().Where(g => g.CustomerId == from).ToListAsync(cancellationToken)) Note(merges, "grumble", row, () => row.CustomerId = to);
        foreach (var row in await db.Remedies.Where(r => r.CustomerId == from).ToListAsync(cancellationToken)) Note(merges, "remedy", row, () => row.CustomerId = to);
        foreach (var row in await db.Invitations.Where(i => i.CustomerId == from).ToListAsync(cancellationToken)) Note(merges, "invitation", row, () => row.CustomerId = to);
        foreach (var row in await db.SurveyAnswers.Where(a => a.CustomerId == from).ToListAsync(cancellationToken)) Note(merges, "answer", row, () => row.CustomerId = to);
    }

    /// <summary>X3: who the survivor stands for, where their own merge was told of first, and by which merges: what follows goes back with any of them.</summary>
    private async Task<(Guid Stands, List<Guid> Merges)> OnwardAsync(Guid merge, Guid survivor, CancellationToken cancellationToken)
    {
        var merges = new List<Guid> { merge };
        while (merges.Count <= CustomerStates.LongestChain && !await db.Customers.AnyAsync(customer => customer.CustomerId == survivor && customer.MergedInto == null, cancellationToken)
            && await MergeOfAsync(db, survivor, merge, cancellationToken) is { } further)
        {
            merges.Add(further.MergeId);
            survivor = further.Survivor;
        }
        return (survivor, merges);
    }

    /// <summary>The merge in force by which a customer went into another; null when there is none but the one given.</summary>
    internal static async Task<(Guid MergeId, Guid Survivor)?> MergeOfAsync(ComplaintsDb db, Guid customer, Guid but, CancellationToken cancellationToken)
    {
        var rows = db.Set<RePointed>().AsNoTracking();
        var merge = await rows.Where(row => row.What == RePointed.Merged && row.RowId == customer && row.MergeId != but).OrderByDescending(row => row.Key).FirstOrDefaultAsync(cancellationToken);
        return merge is null ? null : (merge.MergeId, await rows.Where(row => row.MergeId == merge.MergeId && row.What == RePointed.Survivor).Select(row => row.RowId).SingleAsync(cancellationToken));
    }

    private void Note(List<Guid> merges, string what, Entity row, Action? change = null)
    {
        change?.Invoke();
        foreach (var merge in merges) db.Add(new RePointed { MergeId = merge, What = what, RowId = row.Id });
    }
}
