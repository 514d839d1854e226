using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Domain.Funnel;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>E6: keeps the phase of the sale that customers are in by their deals. Statements past the change tracker, as of the follow-up clock.</summary>
internal static class PhaseStore
{
    /// <summary>How a customer's deals stand, each answer once.</summary>
    public static IQueryable<DealState> DealStates(this EngagementDb db, Guid customerId, Guid? except = null) =>
        db.Opportunities.IgnoreQueryFilters().Where(deal => deal.CustomerId == customerId && deal.Id != except).Select(deal => deal.State).Distinct();

    /// <summary>Keeps others from the customer's row until the transaction ends: written, though nothing in it changes.</summary>
    public static Task HoldAsync(this EngagementDb db, Guid customerId, CancellationToken cancellationToken) =>
        db.AllCustomers.Where(customer => customer.Id == customerId).ExecuteUpdateAsync(set => set.SetProperty(customer => customer.Phase, customer => customer.Phase), cancellationToken);

    /// <summary>As <see cref="HoldAsync"/>, by the next save: customers before their deals, as a step has them, so that neither waits for the other.</summary>
    public static void Hold(this EngagementDb db, Guid customerId) => db.Alongside(cancellationToken => db.HoldAsync(customerId, cancellationToken));

    /// <summary>The customer is in a phase by the next save.</summary>
    public static void EnterPhase(this EngagementDb db, Guid customerId, SalesPhase phase) => db.Alongside(cancellationToken => db.WriteAsync(customerId, phase, cancellationToken));

    /// <summary>C16: deals have come or gone with the next save: the phase is what they make it.</summary>
    public static void FollowDeals(this EngagementDb db, Guid customerId) => db.Alongside(async cancellationToken =>
        await db.WriteAsync(customerId, SalesPhases.Of(await db.DealStates(customerId).ToListAsync(cancellationToken)), cancellationToken));

    private static Task WriteAsync(this EngagementDb db, Guid customerId, SalesPhase phase, CancellationToken cancellationToken) =>
        db.AllCustomers.Where(customer => customer.Id == customerId && customer.Phase != phase)
            .ExecuteUpdateAsync(set => set
                .SetProperty(customer => customer.Phase, phase)
                .SetProperty(customer => customer.Cell, customer => (short)((customer.Cell / CadenceKey.Phases * CadenceKey.Phases) + (int)phase))
                .SetProperty(customer => customer.Version, customer => customer.Version + 1),
                cancellationToken);
}
