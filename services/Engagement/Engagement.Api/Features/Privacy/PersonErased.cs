using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Privacy;

/// <summary>C20: a person was erased: what identifies them is replaced here too, and nothing is to be done for them any more.</summary>
internal sealed class PersonErased(EngagementDb db) : IHandle<CustomerErased>
{
    private const string Engine = "system:engagement";

    public async Task HandleAsync(Received<CustomerErased> received, CancellationToken cancellationToken)
    {
        var erased = received.Event;
        var open = await db.Tasks.IgnoreQueryFilters().Where(t => t.CustomerId == erased.CustomerId && t.State == TaskState.Open).ToListAsync(cancellationToken);
        foreach (var task in open)
        {
            _ = task.Cancel(null, Engine, received.At);
            // What others learn of the closed task names nobody.
            db.Publish(task.ToEvent(task.Version + 1) with { Title = Erasing.Erased }, erased.CustomerId);
        }
        db.EraseCustomer(erased.CustomerId);
    }
}
