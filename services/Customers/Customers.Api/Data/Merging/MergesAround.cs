using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Merging;

/// <summary>The merges that one which is to be undone stands among (C16).</summary>
internal static class MergesAround
{
    /// <summary>
    /// Why a merge cannot be undone yet that went into a file which has been merged itself since, with the one that is to be undone first; null where it
    /// is none of this customer's.
    /// </summary>
    public static async Task<Refusal?> RefuseWithinAsync(this CustomersDb db, Guid customer, Guid mergeId, CancellationToken cancellationToken)
    {
        var files = await db.GoneIntoAsync(customer, cancellationToken);
        if (await db.CustomerMerges.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mergeId && files.Contains(m.SurvivorId), cancellationToken) is not { } inner) return null;
        var outer = await db.CustomerMerges.AsNoTracking().SingleAsync(m => m.MergedId == inner.SurvivorId && m.UndoneAt == null, cancellationToken);
        return Refusal.Conflict("merge.survivor-merged", "The file that this merge went into has been merged itself since; undo that merge first.",
            ("mergeId", outer.Id), ("survivorId", outer.SurvivorId));
    }

    /// <summary>The merges into the same file that came after and hold, with the files they brought.</summary>
    public static async Task<(List<CustomerMerge>, Dictionary<Guid, Customer>)> LaterAsync(this CustomersDb db, CustomerMerge merge, CancellationToken cancellationToken)
    {
        var later = await db.CustomerMerges.Where(m => m.SurvivorId == merge.SurvivorId && m.Key > merge.Key && m.UndoneAt == null).OrderBy(m => m.Key).ToListAsync(cancellationToken);
        var ids = later.Select(m => m.MergedId).ToArray();
        return (later, ids.Length == 0 ? [] : await db.AllCustomers.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken));
    }

    /// <summary>C7: the ids that were one with the survivor's after each of the later merges, had the undone one never been.</summary>
    public static async Task<List<HashSet<Guid>>> OnesAsync(this CustomersDb db, CustomerMerge merge, List<CustomerMerge> later, CancellationToken cancellationToken)
    {
        var ones = new List<HashSet<Guid>>();
        if (later.Count == 0) return ones;
        var one = (await db.GoneIntoAsync(merge.SurvivorId, cancellationToken)).ToHashSet();
        one.ExceptWith(await db.GoneIntoAsync(merge.MergedId, cancellationToken));
        foreach (var other in Enumerable.Reverse(later))
        {
            ones.Insert(0, [.. one]);
            one.ExceptWith(await db.GoneIntoAsync(other.MergedId, cancellationToken));
        }
        return ones;
    }
}
