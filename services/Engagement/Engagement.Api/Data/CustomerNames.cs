using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

internal static class CustomerNames
{
    /// <summary>
    /// What customers are called, seen or not: whoever may see something that belongs to one may know whose it is. Always a query of its own:
    /// where all customers have a part in a query, it is without the filters as a whole (X1).
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(this EngagementDb db, IEnumerable<Guid> customers, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. customers.Distinct()];
        return ids.Length == 0
            ? new Dictionary<Guid, string>()
            : await db.AllCustomers.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
    }
}
