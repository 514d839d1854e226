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
        foreach (var row in await db.AllComplaints.Where(c => c.CustomerId == from).ToListAsync(cancellationToken))
        {
            row.RePoint(to);
            await acts.SettleAsync(row, cancellationToken);
            Note(merge, "complaint", row);
        }
        foreach (var row in await db.Grumbles.IgnoreQueryFilters().Where(g => g.CustomerId == from).ToListAsync(cancellationToken)) Note(merge, "grumble", row, () => row.CustomerId = to);
        foreach (var row in await db.Remedies.Where(r => r.CustomerId == from).ToListAsync(cancellationToken)) Note(merge, "remedy", row, () => row.CustomerId = to);
        foreach (var row in await db.Invitations.Where(i => i.CustomerId == from).ToListAsync(cancellationToken)) Note(merge, "invitation", row, () => row.CustomerId = to);
        foreach (var row in await db.SurveyAnswers.Where(a => a.CustomerId == from).ToListAsync(cancellationToken)) Note(merge, "answer", row, () => row.CustomerId = to);
    }

    private void Note(Guid merge, string what, Entity row, Action? change = null)
    {
        change?.Invoke();
        db.Add(new RePointed { MergeId = merge, What = what, RowId = row.Id });
    }
}
