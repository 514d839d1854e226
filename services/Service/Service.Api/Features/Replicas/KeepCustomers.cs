using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Replicas;

/// <summary>Keeps the replica of customers: of each the state with the highest version.</summary>
internal sealed class KeepCustomers(ComplaintsDb db) : IHandleBatch<CustomerChanged>
{
    public async Task HandleAsync(IReadOnlyList<Received<CustomerChanged>> batch, CancellationToken cancellationToken)
    {
        var newest = batch.Select(received => received.Event).GroupBy(state => state.CustomerId).Select(states => states.MaxBy(state => state.Version)!).ToList();
        var ids = newest.Select(state => state.CustomerId).ToArray();
        var known = await db.Customers.Where(customer => ids.Contains(customer.CustomerId)).ToDictionaryAsync(customer => customer.CustomerId, cancellationToken);
        foreach (var state in newest)
        {
            if (!known.TryGetValue(state.CustomerId, out var customer))
                db.Customers.Add(CustomerStates.Apply(new KnownCustomer { CustomerId = state.CustomerId }, state));
            else if (customer.SourceVersion < state.Version)
                CustomerStates.Apply(customer, state);
        }
    }
}
