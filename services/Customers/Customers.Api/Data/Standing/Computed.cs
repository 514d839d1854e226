using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Standing;

/// <summary>X3: what Insights computed comes as facts in any order; a replayed one may be older than what is known.</summary>
internal static class Computed
{
    /// <summary>When what is known of an axis was computed; customers of whom nothing is known are left out.</summary>
    public static Task<Dictionary<Guid, DateTimeOffset>> LastComputedAsync(this CustomersDb db, Axis axis, IEnumerable<Guid> customers, CancellationToken cancellationToken)
    {
        var ids = customers.ToArray();
        return db.StandingEntries.Where(entry => ids.Contains(entry.CustomerId) && entry.Axis == axis && entry.Origin == StandingOrigin.Computed)
            .GroupBy(entry => entry.CustomerId).Select(known => new { known.Key, Last = known.Max(entry => entry.At) }).ToDictionaryAsync(known => known.Key, known => known.Last, cancellationToken);
    }
}
