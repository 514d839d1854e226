using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Replicas;

/// <summary>Keeps the replica of the customers; of several states of one the highest version wins.</summary>
internal sealed class CustomersKnown(EngagementDb db, PlansForGone plans) : IHandleBatch<CustomerChanged>
{
    public async Task HandleAsync(IReadOnlyList<Received<CustomerChanged>> batch, CancellationToken cancellationToken)
    {
        var ids = batch.Select(received => received.Event.CustomerId).Distinct().ToArray();
        var known = await db.AllCustomers.Where(customer => ids.Contains(customer.Id)).ToDictionaryAsync(customer => customer.Id, cancellationToken);
        foreach (var (file, _, at) in batch)
        {
            if (known.TryGetValue(file.CustomerId, out var customer))
            {
                customer.Take(file);
                continue;
            }
            // E6: history brought in from elsewhere fires no task; such a customer waits from the day it came.
            customer = KnownCustomer.Of(file, file.Imported ? at : file.CreatedAt);
            known.Add(file.CustomerId, customer);
            db.Customers.Add(customer);
        }
        await plans.CancelAsync([.. batch.Where(received => received.Event.Status == PlansForGone.Removed && known[received.Event.CustomerId].SourceVersion == received.Event.Version)
            .Select(received => received.Event.CustomerId).Distinct()], batch[^1].At, cancellationToken);
    }
}
