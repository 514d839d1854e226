using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Merging;

/// <summary>Merges into files that have been merged themselves since (C16).</summary>
internal static class MergesWithin
{
    /// <summary>Why such a merge cannot be undone yet, with the one that is to be undone first; null where it is none of this customer's.</summary>
    public static async Task<Refusal?> RefuseWithinAsync(this CustomersDb db, Guid customer, Guid mergeId, CancellationToken cancellationToken)
    {
        var files = await db.GoneIntoAsync(customer, cancellationToken);
        if (await db.CustomerMerges.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mergeId && files.Contains(m.SurvivorId), cancellationToken) is not { } inner) return null;
        var outer = await db.CustomerMerges.AsNoTracking().SingleAsync(m => m.MergedId == inner.SurvivorId && m.UndoneAt == null, cancellationToken);
        return Refusal.Conflict("merge.survivor-merged", "The file that this merge went into has been merged itself since; undo that merge first.",
            ("mergeId", outer.Id), ("survivorId", outer.SurvivorId));
    }
}
