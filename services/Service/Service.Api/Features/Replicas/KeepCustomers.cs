using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Replicas;

/// <summary>Keeps the replica of customers: of each the state with the highest version, and by which numbers and addresses it was reached before (C20).</summary>
internal sealed class KeepCustomers(ComplaintsDb db) : IHandleBatch<CustomerChanged>
{
    public async Task HandleAsync(IReadOnlyList<Received<CustomerChanged>> batch, CancellationToken cancellationToken)
    {
        var told = batch.Select(received => received.Event).GroupBy(state => state.CustomerId).ToList();
        var ids = told.ConvertAll(states => states.Key);
        var known = await db.Customers.Where(customer => ids.Contains(customer.CustomerId)).ToDictionaryAsync(customer => customer.CustomerId, cancellationToken);
        var earlier = new List<EarlierReach>();
        foreach (var states in told)
        {
            var newest = states.MaxBy(state => state.Version)!;
            var had = states.Where(state => state.Status != CustomerStates.Erased).SelectMany(state => new[] { state.Phone, state.Email });
            if (!known.TryGetValue(states.Key, out var customer))
                db.Customers.Add(customer = CustomerStates.Apply(new KnownCustomer { CustomerId = states.Key }, newest));
            else if (CustomerStates.IsForgotten(customer))
                continue;
            else
            {
                had = [.. had, customer.Phone, customer.Email];
                if (customer.SourceVersion < newest.Version) CustomerStates.Apply(customer, newest);
            }
            earlier.AddRange(CustomerStates.Earlier(customer, had));
        }
        await AddAsync(earlier, cancellationToken);
    }

    private async Task AddAsync(List<EarlierReach> earlier, CancellationToken cancellationToken)
    {
        if (earlier.Count == 0) return;
        var ids = earlier.Select(e => e.CustomerId).Distinct().ToArray();
        var kept = (await db.EarlierReach.AsNoTracking().Where(e => ids.Contains(e.CustomerId)).ToListAsync(cancellationToken)).Select(e => (e.CustomerId, e.Value)).ToHashSet();
        db.EarlierReach.AddRange(earlier.Where(e => kept.Add((e.CustomerId, e.Value))));
    }
}
