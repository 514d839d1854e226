using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Products;

internal static class ProductsEndpoints
{
    public static void MapProducts(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/products").WithTags("Products");
        group.MapGet("", ReadProducts.ListAsync).RequirePermission(Permissions.ProductsRead).WithName("list-products").WithSummary("The product register.");
        group.MapGet("/{code}", ReadProducts.OneAsync).RequirePermission(Permissions.ProductsRead).WithName("get-product").WithSummary("One product.");
        group.MapPut("/{code}", PutProduct.HandleAsync).RequirePermission(Permissions.ProductsWrite).RequireIfMatch()
            .WithName("put-product").WithSummary("Enters or changes a product; If-Match: * enters.");
    }
}
