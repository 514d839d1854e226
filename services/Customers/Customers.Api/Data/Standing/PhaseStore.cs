using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Standing;

/// <summary>C6, E6: the phase of the sale that customers are in by their deals. A statement past the change tracker, as of what activities move.</summary>
internal static class PhaseStore
{
    /// <summary>
    /// In-sale while something is open, after-sale once something was won, else pre-sale. Whose phase nobody has told yet stays unknown, and what
    /// was told stays where an earlier release noted only that a deal was closed.
    /// </summary>
    public static Task FollowDealsAsync(this CustomersDb db, IReadOnlyCollection<Guid> customers, CancellationToken cancellationToken)
    {
        var ids = customers.ToArray();
        return db.AllCustomers.Where(c => ids.Contains(c.Id) && c.SalesPhaseAt != null).ExecuteUpdateAsync(set => set.SetProperty(c => c.SalesPhase, c =>
            db.OpportunityMarks.Any(deal => deal.CustomerId == c.Id && deal.Open) ? SalesPhase.InSale
            : db.OpportunityMarks.Any(deal => deal.CustomerId == c.Id && deal.Won == true) ? SalesPhase.AfterSale
            : db.OpportunityMarks.Any(deal => deal.CustomerId == c.Id && deal.Won == null) ? c.SalesPhase
            : SalesPhase.PreSale), cancellationToken);
    }

    /// <summary>Who has these deals. Of those that this transaction has written nobody takes them away before it ends.</summary>
    public static Task<List<Guid>> HavingAsync(this CustomersDb db, IReadOnlyCollection<Guid> deals, CancellationToken cancellationToken)
    {
        var ids = deals.ToArray();
        return db.OpportunityMarks.Where(deal => ids.Contains(deal.SourceId)).Select(deal => deal.CustomerId).ToListAsync(cancellationToken);
    }
}
