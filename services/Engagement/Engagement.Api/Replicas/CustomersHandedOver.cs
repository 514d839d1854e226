using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Replicas;

/// <summary>
/// C6: what was still to be done for a customer goes with the customer to the new owner, also where it was nobody's in between; except, when an undone merge gives it back, what
/// came with the file that parts from it (C16), whether or not that has gone home yet.
/// </summary>
internal sealed class CustomersHandedOver(EngagementDb db, DealDesk deals) : IHandle<CustomerTransferred>
{
    public async Task HandleAsync(Received<CustomerTransferred> received, CancellationToken cancellationToken)
    {
        var transfer = received.Event;
        if (transfer.FromOwner == transfer.ToOwner && transfer.FromTeam == transfer.ToTeam) return;
        // While nobody has it, only its tasks are its team's; what else its last owner had under way waits for the next one.
        var had = transfer.FromOwner ?? transfer.LastOwner;
        var parted = transfer.PartedId is { } file ? await db.GoneIntoAsync(file, cancellationToken) : [];
        var tasks = await db.Tasks.IgnoreQueryFilters()
            .Where(t => t.CustomerId == transfer.CustomerId && !parted.Contains(t.FirstCustomerId!.Value) && t.State == TaskState.Open
                // The last owner still has some where this comes before the transfer that took them. E1: what another department was given stays with it.
                && ((t.AssigneeId != null && t.AssigneeId == had) || (transfer.FromOwner == null && t.AssigneeId == null && t.Team == transfer.FromTeam))).ToListAsync(cancellationToken);
        foreach (var task in tasks)
        {
            task.HandTo(transfer.ToOwner, transfer.ToTeam);
            db.Tell(task);
        }
        if (had is not { } from || transfer.ToOwner is not { } to) return;
        await HandOverAppointmentsAsync(transfer, from, to, parted, cancellationToken);
        await HandOverDealsAsync(transfer, from, to, parted, cancellationToken);
        await HandOverPromisesAsync(transfer, from, to, parted, received.At, cancellationToken);
    }

    private async Task HandOverAppointmentsAsync(CustomerTransferred transfer, string from, string to, Guid[] parted, CancellationToken cancellationToken)
    {
        var planned = await db.Activities.IgnoreQueryFilters()
            .Where(a => a.CustomerId == transfer.CustomerId && !parted.Contains(a.FirstCustomerId) && a.State == ActivityState.Planned && a.OwnerId == from).ToListAsync(cancellationToken);
        foreach (var activity in planned)
        {
            activity.HandTo(to, transfer.ToTeam);
            db.Tell(activity);
        }
        var series = await db.Series.IgnoreQueryFilters().Where(s => s.CustomerId == transfer.CustomerId && !parted.Contains(s.FirstCustomerId) && s.OwnerId == from && !s.Ended).ToListAsync(cancellationToken);
        foreach (var one in series) one.HandTo(to, transfer.ToTeam);
    }

    private async Task HandOverDealsAsync(CustomerTransferred transfer, string from, string to, Guid[] parted, CancellationToken cancellationToken)
    {
        var open = await db.Opportunities.IgnoreQueryFilters()
            .Where(o => o.CustomerId == transfer.CustomerId && !parted.Contains(o.FirstCustomerId) && o.State == DealState.Open && o.OwnerId == from).ToListAsync(cancellationToken);
        foreach (var opportunity in open)
        {
            opportunity.HandTo(to, transfer.ToTeam);
            await deals.TellAsync(opportunity, cancellationToken);
        }
        var interventions = await db.Interventions.IgnoreQueryFilters()
            .Where(i => i.CustomerId == transfer.CustomerId && !parted.Contains(i.FirstCustomerId) && i.EndedAt == null && i.OwnerId == from).ToListAsync(cancellationToken);
        foreach (var intervention in interventions) intervention.HandTo(to, transfer.ToTeam);
    }

    private async Task HandOverPromisesAsync(CustomerTransferred transfer, string from, string to, Guid[] parted, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var standing = await db.Promises.IgnoreQueryFilters()
            .Where(p => p.CustomerId == transfer.CustomerId && !parted.Contains(p.FirstCustomerId) && (p.State == PromiseState.Given || p.State == PromiseState.Pending) && p.OwnerId == from).ToListAsync(cancellationToken);
        foreach (var promise in standing)
        {
            promise.HandTo(to, transfer.ToTeam);
            db.Tell(promise, null, at);
        }
    }
}
