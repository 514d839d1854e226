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
        var moved = await db.Set<RePointed>().Where(row => row.MergeId == merge).ToListAsync(cancellationToken);
        Guid[] Of(string what) => [.. moved.Where(row => row.What == what).Select(row => row.RowId)];
        var (complaints, grumbles, remedies, invitations, answers) = (Of("complaint"), Of("grumble"), Of("remedy"), Of("invitation"), Of("answer"));
        foreach (var row in await db.AllComplaints.Where(c => complaints.Contains(c.Id)).ToListAsync(cancellationToken))
        {
            row.RePoint(back);
            await acts.SettleAsync(row, cancellationToken);
        }
        foreach (var row in await db.Grumbles.IgnoreQueryFilters().Where(g => grumbles.Contains(g.Id)).ToListAsync(cancellationToken)) row.CustomerId = back;
        foreach (var row in await db.Remedies.Where(r => remedies.Contains(r.Id)).ToListAsync(cancellationToken)) row.CustomerId = back;
        foreach (var row in await db.Invitations.Where(i => invitations.Contains(i.Id)).ToListAsync(cancellationToken)) row.CustomerId = back;
        foreach (var row in await db.SurveyAnswers.Where(a => answers.Contains(a.Id)).ToListAsync(cancellationToken)) row.CustomerId = back;
        db.RemoveRange(moved);
        db.Add(new RePointed { MergeId = merge, What = RePointed.Undone, RowId = back });
        if (await db.Customers.SingleOrDefaultAsync(customer => customer.CustomerId == back && customer.MergedInto == survivor, cancellationToken) is { Status: "active" } file) file.MergedInto = null;
    }
}
