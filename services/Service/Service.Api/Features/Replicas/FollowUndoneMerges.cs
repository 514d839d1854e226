using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Replicas;

/// <summary>C16: a merge was undone; what followed it goes back, and nothing that came since.</summary>
internal sealed class FollowUndoneMerges(ComplaintsDb db, ComplaintActs acts) : IHandle<CustomerMergeUndone>
{
    public async Task HandleAsync(Received<CustomerMergeUndone> received, CancellationToken cancellationToken)
    {
        var (merge, survivor, back) = (received.Event.MergeId, received.Event.SurvivorId, received.Event.MergedId);
        // X3: it may have been merged again before it is told of here that it was parted; what went into that file stays with whoever it stands for now.
        var again = await FollowMerges.MergeOfAsync(db, back, but: merge, cancellationToken);
        var to = again is { } next ? await db.StandsAsAsync(next.Survivor, cancellationToken) : back;
        var moved = await db.Set<RePointed>().Where(row => row.MergeId == merge).ToListAsync(cancellationToken);
        Guid[] Of(string what) => [.. moved.Where(row => row.What == what).Select(row => row.RowId)];
        var (complaints, grumbles, remedies, invitations, answers) = (Of("complaint"), Of("grumble"), Of("remedy"), Of("invitation"), Of("answer"));
        foreach (var row in await db.AllComplaints.Where(c => complaints.Contains(c.Id)).ToListAsync(cancellationToken))
        {
            row.RePoint(to);
            await acts.SettleAsync(row, cancellationToken);
        }
        foreach (var row in await db.Grumbles.IgnoreQueryFilters().Where(g => grumbles.Contains(g.Id)).ToListAsync(cancellationToken)) row.CustomerId = to;
        foreach (var row in await db.Remedies.Where(r => remedies.Contains(r.Id)).ToListAsync(cancellationToken)) row.CustomerId = to;
        foreach (var row in await db.Invitations.Where(i => invitations.Contains(i.Id)).ToListAsync(cancellationToken)) row.CustomerId = to;
        foreach (var row in await db.SurveyAnswers.Where(a => answers.Contains(a.Id)).ToListAsync(cancellationToken)) row.CustomerId = to;
        db.RemoveRange(moved);
        if (again is { } now) db.AddRange(moved.Where(row => row.What is not (RePointed.Merged or RePointed.Survivor)).Select(row => new RePointed { MergeId = now.MergeId, What = row.What, RowId = row.RowId }));
        db.Add(new RePointed { MergeId = merge, What = RePointed.Undone, RowId = back });
        if (await db.Customers.SingleOrDefaultAsync(customer => customer.CustomerId == back && customer.MergedInto == survivor, cancellationToken) is { Status: "active" } file) file.MergedInto = again?.Survivor;
    }
}
