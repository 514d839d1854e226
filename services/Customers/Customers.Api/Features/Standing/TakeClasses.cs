using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Features.Standing;

/// <summary>C4: the class that Insights computed, with its reason in three languages.</summary>
internal sealed class TakeClasses(CustomersDb db) : IHandleBatch<CustomerClassified>
{
    public async Task HandleAsync(IReadOnlyList<Received<CustomerClassified>> batch, CancellationToken cancellationToken)
    {
        var last = batch.GroupBy(r => r.Event.CustomerId).Select(same => same.MaxBy(r => r.Event.At)!.Event).ToList();
        var customers = await db.SurvivorsOfAsync(last.Select(c => c.CustomerId), cancellationToken);
        var known = await db.LastComputedAsync(Axis.Class, customers.Keys, cancellationToken);
        foreach (var classified in last)
        {
            // The class of a merged file's purchases says nothing about the survivor's.
            if (!customers.TryGetValue(classified.CustomerId, out var customer) || customer.Id != classified.CustomerId) continue;
            if (known.TryGetValue(customer.Id, out var newer) && newer > classified.At) continue;
            var before = customer.Class;
            customer.Classify(EnumCode.Parse<AbcClass>(classified.Class), new Wording(classified.Reason, classified.ReasonZhHans, classified.ReasonZhHant), "system:insights", classified.At);
            if (customer.Class != before) db.Tell(customer);
        }
    }
}

/// <summary>C5, I3: the zone that Insights computed.</summary>
internal sealed class TakeZones(CustomersDb db) : IHandleBatch<ZoneChanged>
{
    public async Task HandleAsync(IReadOnlyList<Received<ZoneChanged>> batch, CancellationToken cancellationToken)
    {
        var last = batch.GroupBy(r => r.Event.CustomerId).Select(same => same.MaxBy(r => r.Event.At)!.Event).ToList();
        var customers = await db.SurvivorsOfAsync(last.Select(z => z.CustomerId), cancellationToken);
        var known = await db.LastComputedAsync(Axis.Zone, customers.Keys, cancellationToken);
        foreach (var moved in last)
        {
            if (!customers.TryGetValue(moved.CustomerId, out var customer) || customer.Id != moved.CustomerId) continue;
            if (known.TryGetValue(customer.Id, out var newer) && newer > moved.At) continue;
            if (customer.MoveToZone(EnumCode.Parse<ConsumptionZone>(moved.Zone), "system:insights", moved.At)) db.Tell(customer);
        }
    }
}
