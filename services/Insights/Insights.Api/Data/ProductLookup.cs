using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data;

internal static class ProductLookup
{
    /// <summary>What the products of the register are called; of two under one code, which is so while the removal of one is on its way, the later one.</summary>
    public static async Task<Dictionary<string, string>> ProductNamesAsync(this InsightsDb db, IReadOnlyCollection<string> codes, CancellationToken cancellationToken)
    {
        var products = await db.Products.AsNoTracking().Where(p => codes.Contains(p.Code) && !p.Removed).Select(p => new { p.ProductId, p.Code, p.Name }).ToListAsync(cancellationToken);
        return products.GroupBy(p => p.Code, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.MaxBy(p => p.ProductId)!.Name, StringComparer.Ordinal);
    }

    /// <summary>Which of these codes stand in the register for products that are sold no more, and for none that is. What it does not know may be sold.</summary>
    public static async Task<HashSet<string>> NotSoldAsync(this InsightsDb db, IReadOnlyCollection<string> codes, CancellationToken cancellationToken)
    {
        var products = await db.Products.AsNoTracking().Where(p => codes.Contains(p.Code)).Select(p => new { p.Code, p.Active }).ToListAsync(cancellationToken);
        return products.GroupBy(p => p.Code, StringComparer.Ordinal).Where(same => !same.Any(p => p.Active)).Select(same => same.Key).ToHashSet(StringComparer.Ordinal);
    }
}
