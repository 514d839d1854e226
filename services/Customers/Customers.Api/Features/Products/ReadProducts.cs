using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Products;

internal static class ReadProducts
{
    public static async Task<Results<Ok<ProductView>, Missing>> OneAsync(string code, CustomersDb db, CancellationToken cancellationToken) =>
        await db.Products.AsNoTracking().SingleOrDefaultAsync(p => p.Code == code, cancellationToken) is { } product
            ? TypedResults.Ok(ProductView.Of(product))
            : new Missing("product", code);

    public static async Task<Ok<Page<ProductView>>> ListAsync(
        CustomersDb db, Cursors cursors, CancellationToken cancellationToken, [StringLength(100)] string? q = null, [StringLength(100)] string? category = null,
        bool? active = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"products:{q}:{category}:{active}";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var products = db.Products.AsNoTracking().Where(p => p.Key > after);
        if (q is not null && SearchText.Normalise(q) is { Length: > 0 } text) products = products.Where(p => p.SearchName.Contains(text) || p.Code == q);
        if (category is not null) products = products.Where(p => p.Category == category);
        if (active is not null) products = products.Where(p => p.Active == active);
        var rows = await products.OrderBy(p => p.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, p => p.Key, ProductView.Of));
    }
}
