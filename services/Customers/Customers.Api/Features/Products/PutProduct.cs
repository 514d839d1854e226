using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Products;

/// <summary>C6: enters a product under its code, or changes it.</summary>
internal static class PutProduct
{
    public static async Task<Results<Created<ProductView>, Ok<ProductView>, Stale>> HandleAsync(
        [StringLength(60)] string code, ProductRequest request, IfMatch ifMatch, CustomersDb db, CancellationToken cancellationToken)
    {
        var product = await db.Products.SingleOrDefaultAsync(p => p.Code == code, cancellationToken);
        var entered = product is null;
        if (product is null)
        {
            if (ifMatch.Version is not null) return new Stale(0);
            product = Product.Register(code, request.Name, request.Category, request.Active);
            db.Products.Add(product);
        }
        else
        {
            if (!ifMatch.Matches(product)) return new Stale(product.Version);
            product.Change(request.Name, request.Category, request.Active);
        }
        // X3: what is written as it stands gets no version that could be told.
        if (db.IsChanging(product)) db.Publish(product.ToEvent(product.Version + 1), product.Id);
        await db.SaveChangesAsync(cancellationToken);
        return entered ? TypedResults.Created($"/api/v1/products/{Uri.EscapeDataString(code)}", ProductView.Of(product)) : TypedResults.Ok(ProductView.Of(product));
    }
}
