using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Desk;

internal static class SubCategories
{
    /// <summary>S2: null, or why a complaint of this category cannot have this sub-category (<c>complaint.sub-category-unknown</c>).</summary>
    public static async Task<Refusal?> WhyNotAsync(ComplaintsDb db, ComplaintCategory category, string? code, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(code)) return null;
        var known = await db.SubCategories.AsNoTracking().Where(row => row.Category == category && row.Active).Select(row => row.Code).ToListAsync(cancellationToken);
        return known.Count == 0 || known.Contains(code)
            ? null
            : Refusal.Invalid("subCategory", "complaint.sub-category-unknown", $"One of these is expected: {string.Join(", ", known.Order())}.");
    }
}
