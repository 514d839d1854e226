using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Replicas;

/// <summary>C6: what was still to be done for a customer goes with the customer to the new owner.</summary>
internal sealed class CustomersHandedOver(EngagementDb db) : IHandle<CustomerTransferred>
{
    public async Task HandleAsync(Received<CustomerTransferred> received, CancellationToken cancellationToken)
    {
        var transfer = received.Event;
        if (transfer.FromOwner == transfer.ToOwner && transfer.FromTeam == transfer.ToTeam) return;
        var tasks = await db.Tasks.IgnoreQueryFilters()
            .Where(t => t.CustomerId == transfer.CustomerId && t.State == TaskState.Open && t.AssigneeId == transfer.FromOwner).ToListAsync(cancellationToken);
        foreach (var task in tasks)
        {
            task.HandTo(transfer.ToOwner, transfer.ToTeam);
            db.Tell(task);
        }
        if (transfer.FromOwner is null || transfer.ToOwner is null) return;
        var planned = await db.Activities.IgnoreQueryFilters()
            .Where(a => a.CustomerId == transfer.CustomerId && a.State == ActivityState.Planned && a.OwnerId == transfer.FromOwner).ToListAsync(cancellationToken);
        foreach (var activity in planned)
        {
            activity.HandTo(transfer.ToOwner, transfer.ToTeam);
            if (activity is Visit visit) db.Publish(visit.ToEvent(visit.Version + 1), visit.CustomerId);
        }
    }
}
