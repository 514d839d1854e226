using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Merging;

/// <summary>Leads go with their customer when it is merged and when the merge is undone; others are told whose they are now.</summary>
internal static class MovedLeads
{
    /// <summary>The leads of a file that is about to hand over what it has.</summary>
    public static Task<List<long>> LeadsOfAsync(this CustomersDb db, Guid customer, CancellationToken cancellationToken) =>
        db.Leads.IgnoreQueryFilters().Where(lead => lead.CustomerId == customer).Select(lead => lead.Key).ToListAsync(cancellationToken);

    /// <summary>Of these leads, tells of those that belong to this customer now; part of the caller's transaction.</summary>
    public static async Task TellLeadsAsync(this CustomersDb db, List<long> keys, Guid now, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return;
        var customer = await db.AllCustomers.AsNoTracking().SingleAsync(c => c.Id == now, cancellationToken);
        var moved = await db.Leads.IgnoreQueryFilters().AsNoTracking().Where(lead => lead.CustomerId == now && EF.Parameter(keys).Contains(lead.Key)).ToListAsync(cancellationToken);
        foreach (var lead in moved) db.Publish(lead.ToEvent(customer, lead.Version), now);
        await db.SaveChangesAsync(cancellationToken);
    }
}
